package dev.pcrl.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.failure.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Layouts of chest radiographs on small trees as they are published. */
class RadiographLayoutsTest {
    @TempDir
    private java.nio.file.Path directory;

    private DatasetTree tree;

    @BeforeEach
    void root() {
        tree = new DatasetTree(directory);
    }

    @Nested
    class OfChestXray14 {
        /** As published: names of columns with commas in them, and a comma at the end of each line. */
        private static final String HEADER =
                "Image Index,Finding Labels,Follow-up #,Patient ID,Patient Age,Patient Gender,"
                        + "View Position,OriginalImage[Width,Height],OriginalImagePixelSpacing[x,y],";

        private static String row(String image, String findings, int patient) {
            return image + "," + findings + ",0," + patient + ",058Y,M,PA,2682,2749,0.143,0.143,";
        }

        @BeforeEach
        void write() {
            tree.picture("images_001/images/00000001_000.png")
                    .picture("images_001/images/00000001_001.png")
                    .picture("images_002/images/00000002_000.png")
                    .picture("images_002/images/00000003_000.png")
                    .text(
                            "Data_Entry_2017.csv",
                            HEADER,
                            row("00000001_000.png", "Cardiomegaly|Emphysema", 1),
                            row("00000001_001.png", "No Finding", 1),
                            row("00000002_000.png", "Pleural_Thickening", 2),
                            row("00000099_000.png", "Hernia", 99));
        }

        @Test
        void should_have_fourteen_findings_and_patients_of_the_list() {
            FoundCases found = tree.find(LayoutName.CHESTX_RAY14);

            Case first = DatasetTree.byId(found, "images_001/images/00000001_000.png");
            assertThat(first.patient()).isEqualTo("1");
            assertThat(DatasetTree.truths(first))
                    .hasSize(14)
                    .containsEntry("Cardiomegaly", Truth.POSITIVE)
                    .containsEntry("Emphysema", Truth.POSITIVE)
                    .containsEntry("Hernia", Truth.NEGATIVE);
            assertThat(DatasetTree.truths(DatasetTree.byId(found, "images_001/images/00000001_001.png")))
                    .hasSize(14)
                    .doesNotContainValue(Truth.POSITIVE);
        }

        @Test
        void should_work_with_a_part_of_the_download() {
            FoundCases found = tree.find(LayoutName.CHESTX_RAY14);

            assertThat(found.lists()).containsExactly(new LabelList("Data_Entry_2017.csv", 4, 1));
            assertThat(found.filesWithoutRow()).isEqualTo(1);
            assertThat(found.absentLists()).containsExactly("test_list.txt");
            Case unlisted = DatasetTree.byId(found, "images_002/images/00000003_000.png");
            assertThat(unlisted.patient()).isEqualTo("3");
            assertThat(unlisted.labels()).isEmpty();
        }

        @Test
        void should_test_on_the_test_list() {
            tree.text("train_val_list.txt", "00000001_000.png", "00000001_001.png")
                    .text("test_list.txt", "00000002_000.png", "00000098_000.png");

            FoundCases found = tree.find(LayoutName.CHESTX_RAY14);

            assertThat(found.officialSplits()).isEqualTo(Set.of(Split.TEST));
            assertThat(DatasetTree.byId(found, "images_002/images/00000002_000.png")
                            .official())
                    .contains(Split.TEST);
            assertThat(DatasetTree.byId(found, "images_001/images/00000001_000.png")
                            .official())
                    .isEqualTo(Optional.empty());
            assertThat(found.lists()).contains(new LabelList("test_list.txt", 2, 1));
            assertThat(found.otherFiles()).isZero();
        }

        @Test
        void should_never_test_on_others_if_the_lists_images_are_not_there() {
            tree.text("test_list.txt", "00000098_000.png");

            assertThat(tree.manifest(LayoutName.CHESTX_RAY14, 0).entries(Set.of(Split.TEST)))
                    .isEmpty();
        }

        @Test
        void should_refuse_lists_that_part_a_patient() {
            tree.text("test_list.txt", "00000001_000.png");

            assertThatThrownBy(() -> tree.manifest(LayoutName.CHESTX_RAY14, 0))
                    .isInstanceOf(BadDataException.class)
                    .hasMessageContaining("00000001_001.png: patient: the set's lists give other images of the same"
                            + " patient to another split");
        }

        @Test
        void should_prefer_the_corrected_list_and_one_directory_of_images() {
            DatasetTree other = new DatasetTree(directory.resolve("other"))
                    .picture("images/00000001_000.png")
                    .text("Data_Entry_2017.csv", HEADER, row("00000001_000.png", "Mass", 1))
                    .text("Data_Entry_2017_v2020.csv", HEADER, row("00000001_000.png", "Nodule", 1));

            assertThat(DatasetTree.truths(
                            DatasetTree.byId(other.find(LayoutName.CHESTX_RAY14), "images/00000001_000.png")))
                    .containsEntry("Nodule", Truth.POSITIVE)
                    .containsEntry("Mass", Truth.NEGATIVE);
        }

        @Test
        void should_refuse_to_go_without_its_list() {
            DatasetTree bare = new DatasetTree(directory.resolve("bare")).picture("images/00000001_000.png");

            assertThatThrownBy(() -> bare.find(LayoutName.CHESTX_RAY14))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("lacks Data_Entry_2017_v2020.csv or Data_Entry_2017.csv");
        }

        @Test
        void should_refuse_an_image_that_is_there_twice() {
            tree.picture("images/00000001_000.png");

            assertThatThrownBy(() -> tree.find(LayoutName.CHESTX_RAY14))
                    .isInstanceOf(BadDataException.class)
                    .hasMessageContaining("stands for the same case as ");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "Image Index,Finding Labels | a,Mass | line 1: the column 'Patient ID' is missing",
                    "Image Index,Finding Labels,Patient ID | a,Measles,1 | line 2, column 'Finding Labels': has a finding that is none"
                            + " of the 14",
                    "Image Index,Finding Labels,Patient ID | a,,1 | line 2, column 'Finding Labels': is empty",
                    "Image Index,Finding Labels,Patient ID | a,Mass, | line 2, column 'Patient ID': is empty",
                })
        void should_refuse_a_list_by_line_and_column(String header, String row, String told) {
            tree.text("Data_Entry_2017.csv", header, row);

            assertThatThrownBy(() -> tree.find(LayoutName.CHESTX_RAY14))
                    .isInstanceOf(BadDataException.class)
                    .hasMessageContaining("Data_Entry_2017.csv: " + told);
        }
    }

    @Nested
    class OfCheXpert {
        private static final String HEADER =
                "Path,Sex,Age,Frontal/Lateral,AP/PA,No Finding,Enlarged Cardiomediastinum,Cardiomegaly,Lung Opacity,"
                        + "Lung Lesion,Edema,Consolidation,Pneumonia,Atelectasis,Pneumothorax,Pleural Effusion,"
                        + "Pleural Other,Fracture,Support Devices";

        @BeforeEach
        void write() {
            tree.picture("train/patient00001/study1/view1_frontal.jpg")
                    .picture("train/patient00002/study2/view2_lateral.jpg")
                    .picture("valid/patient64541/study1/view1_frontal.jpg")
                    .text(
                            "train.csv",
                            HEADER,
                            "CheXpert-v1.0-small/train/patient00001/study1/view1_frontal.jpg,Female,68,Frontal,AP,"
                                    + "1.0,,,,,-1.0,,,,0.0,,,,1.0",
                            "CheXpert-v1.0-small/train/patient00003/study1/view1_frontal.jpg,Female,87,Frontal,AP,"
                                    + ",,-1.0,1.0,,-1.0,-1.0,,-1.0,,-1.0,,1.0,")
                    .text(
                            "valid.csv",
                            HEADER,
                            "CheXpert-v1.0-small/valid/patient64541/study1/view1_frontal.jpg,Male,73,Frontal,AP,"
                                    + "0.0,1.0,1.0,1.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0");
        }

        private Map<String, Truth> first(UncertainLabels policy) {
            return DatasetTree.truths(DatasetTree.byId(
                    tree.find(DatasetTree.settings(LayoutName.CHEXPERT, policy, "(.*)")),
                    "train/patient00001/study1/view1_frontal.jpg"));
        }

        @Test
        void should_take_uncertain_labels_as_the_policy_says() {
            assertThat(first(UncertainLabels.IGNORE))
                    .hasSize(14)
                    .containsEntry("No Finding", Truth.POSITIVE)
                    .containsEntry("Edema", Truth.UNKNOWN)
                    .containsEntry("Pneumothorax", Truth.NEGATIVE)
                    .containsEntry("Pneumonia", Truth.NEGATIVE); // blank: not mentioned
            assertThat(first(UncertainLabels.ZEROS)).containsEntry("Edema", Truth.NEGATIVE);
            assertThat(first(UncertainLabels.ONES)).containsEntry("Edema", Truth.POSITIVE);
        }

        @Test
        void should_validate_on_the_radiologists_labels() {
            FoundCases found = tree.find(LayoutName.CHEXPERT);

            assertThat(found.officialSplits()).isEqualTo(Set.of(Split.VALIDATION));
            Case valid = DatasetTree.byId(found, "valid/patient64541/study1/view1_frontal.jpg");
            assertThat(valid.official()).contains(Split.VALIDATION);
            assertThat(valid.patient()).isEqualTo("patient64541");
            assertThat(found.lists())
                    .containsExactly(new LabelList("train.csv", 2, 1), new LabelList("valid.csv", 1, 0));
            assertThat(found.filesWithoutRow()).isEqualTo(1);
        }

        @Test
        void should_be_found_below_the_archives_directory() {
            DatasetTree below = new DatasetTree(directory.resolve("below"))
                    .picture("CheXpert-v1.0/train/patient00001/study1/view1_frontal.jpg")
                    .text(
                            "CheXpert-v1.0/train.csv",
                            HEADER,
                            "CheXpert-v1.0/train/patient00001/study1/view1_frontal.jpg,Female,68,Frontal,AP"
                                    + ",".repeat(14));

            FoundCases found = below.find(LayoutName.CHEXPERT);

            assertThat(found.filesWithoutRow()).isZero();
            assertThat(found.officialSplits()).isEmpty();
            assertThat(found.absentLists()).containsExactly("valid.csv");
        }

        @Test
        void should_validate_on_no_others_if_the_lists_images_are_not_there() throws IOException {
            Files.delete(directory.resolve("valid/patient64541/study1/view1_frontal.jpg"));

            assertThat(tree.find(LayoutName.CHEXPERT).officialSplits()).isEqualTo(Set.of(Split.VALIDATION));
        }

        @ParameterizedTest
        @ValueSource(strings = {"2.0", "Female", "0.5"})
        void should_refuse_a_label_that_is_none(String value) {
            tree.text(
                    "train.csv",
                    HEADER,
                    "CheXpert-v1.0/train/patient00001/study1/view1_frontal.jpg,Female,68,Frontal,AP," + value
                            + ",".repeat(13));

            assertThatThrownBy(() -> tree.find(LayoutName.CHEXPERT))
                    .isInstanceOf(BadDataException.class)
                    .hasMessageContaining("train.csv: line 2, column 'No Finding': is not 0 or 1")
                    .hasMessageNotContaining("Female");
        }

        @Test
        void should_refuse_a_path_of_another_kind_and_a_missing_column() {
            tree.text("train.csv", HEADER, "view1.jpg,Female,68,Frontal,AP" + ",".repeat(14));
            assertThatThrownBy(() -> tree.find(LayoutName.CHEXPERT))
                    .hasMessageContaining("train.csv: line 2, column 'Path': is not like CheXpert-v1.0/train/");

            tree.text("train.csv", HEADER.replace(",Edema", ""));
            assertThatThrownBy(() -> tree.find(LayoutName.CHEXPERT))
                    .hasMessageContaining("train.csv: line 1: the column 'Edema' is missing");
        }
    }
}
