package dev.pcrl.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.failure.UsageException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Layouts of volumes on small trees as they are published. LIDC-IDRI is tested with the job, which has series. */
class VolumeLayoutsTest {
    private static final String UID = "1.3.6.1.4.1.14519.5.2.1.6279.6001.100225287222365663678666836860";
    private static final String UID_2 = "1.3.6.1.4.1.14519.5.2.1.6279.6001.100398138793540579077826395208";

    @TempDir
    private java.nio.file.Path directory;

    private DatasetTree tree;

    @BeforeEach
    void root() {
        tree = new DatasetTree(directory);
    }

    @ParameterizedTest
    @EnumSource(LayoutName.class)
    void should_refuse_a_directory_of_something_else(LayoutName layout) {
        tree.text("readme.txt", "nothing here").text("train.csv", "a").text("Data_Entry_2017.csv", "a");

        assertThatThrownBy(() -> tree.find(layout)).isInstanceOfAny(UsageException.class, BadDataException.class);
    }

    @Test
    void should_name_what_is_expected_where_nothing_is_found() {
        assertThatThrownBy(() -> tree.find(LayoutName.LITS))
                .isInstanceOf(UsageException.class)
                .hasMessage(directory + " holds no volume-N.nii, as dataset.layout = lits has them");
        assertThatThrownBy(() -> new DatasetTree(directory.resolve("none")).find(LayoutName.LITS))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("none is no directory");
    }

    @Nested
    class OfLuna16 {
        @BeforeEach
        void write() {
            tree.metaImage("subset0/" + UID)
                    .metaImage("subset9/" + UID_2)
                    .metaImage("seg-lungs-LUNA16/" + UID)
                    .text(
                            "CSVFILES/annotations.csv",
                            "seriesuid,coordX,coordY,coordZ,diameter_mm",
                            UID + ",-128.6994211,-175.3192718,-298.3875064,5.651470635",
                            UID + ",103.7836509,-211.9251487,-227.12125,4.224708481",
                            "1.2.3,1,2,3,4")
                    .text(
                            "candidates_V2/candidates_V2.csv",
                            "seriesuid,coordX,coordY,coordZ,class",
                            UID + ",68.42,-74.48,-288.7,0",
                            UID_2 + ",-95.2,-91.8,-377.4,1");
        }

        @Test
        void should_have_nodules_and_candidates_in_their_places() {
            FoundCases found = tree.find(LayoutName.LUNA16);

            assertThat(DatasetTree.ids(found)).containsExactly("subset0/" + UID + ".mhd", "subset9/" + UID_2 + ".mhd");
            assertThat(found.cases().get(0).labels())
                    .containsExactly(
                            new PointLabels(
                                    "nodule",
                                    List.of(
                                            LabelledPoint.of(
                                                    -128.6994211,
                                                    -175.3192718,
                                                    -298.3875064,
                                                    Truth.POSITIVE,
                                                    5.651470635),
                                            LabelledPoint.of(
                                                    103.7836509,
                                                    -211.9251487,
                                                    -227.12125,
                                                    Truth.POSITIVE,
                                                    4.224708481))),
                            new PointLabels(
                                    "candidate",
                                    List.of(LabelledPoint.of(68.42, -74.48, -288.7, Truth.NEGATIVE, null))));
            assertThat(found.cases().get(1).labels())
                    .containsExactly(
                            new PointLabels("nodule", List.of()),
                            new PointLabels(
                                    "candidate",
                                    List.of(LabelledPoint.of(-95.2, -91.8, -377.4, Truth.POSITIVE, null))));
        }

        @Test
        void should_count_rows_without_files_and_files_without_use() {
            FoundCases found = tree.find(LayoutName.LUNA16);

            assertThat(found.lists())
                    .containsExactly(new LabelList("annotations.csv", 3, 1), new LabelList("candidates_V2.csv", 2, 0));
            assertThat(found.filesWithoutRow()).isZero();
            assertThat(found.otherFiles()).isEqualTo(2); // the lungs
        }

        @Test
        void should_take_the_voxels_along() {
            assertThat(tree.find(LayoutName.LUNA16).cases().get(0).files())
                    .extracting(Path::getName)
                    .containsExactly(UID + ".mhd", UID + ".raw");
        }

        @Test
        void should_refuse_a_header_without_voxels() {
            tree.text("subset3/a.mhd", "ElementDataFile = a.raw");

            assertThat(tree.find(LayoutName.LUNA16).refused())
                    .singleElement()
                    .asString()
                    .contains("subset3/a.mhd", "its file of voxels is missing");
        }

        @Test
        void should_do_without_lists() {
            DatasetTree bare = new DatasetTree(directory.resolve("bare")).metaImage("subset0/" + UID);

            FoundCases found = bare.find(LayoutName.LUNA16);

            assertThat(found.cases().get(0).labels()).isEmpty();
            assertThat(found.absentLists()).containsExactly("annotations.csv", "candidates_V2.csv");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "seriesuid,coordX,coordY,diameter_mm | a,1,2,4 | line 1 | the column 'coordZ' is missing",
                    "seriesuid,coordX,coordY,coordZ,diameter_mm | a,1,left,3,4 | line 2, column 'coordY' | not a number",
                    "seriesuid,coordX,coordY,coordZ,diameter_mm | a,1,2,NaN,4 | line 2, column 'coordZ' | not a number",
                    "seriesuid,coordX,coordY,coordZ,diameter_mm | a,1,2,3 | line 2, column 'diameter_mm' | row ends",
                    "seriesuid,coordX,coordY,coordZ,diameter_mm | ,1,2,3,4 | line 2, column 'seriesuid' | is empty",
                })
        void should_refuse_a_list_by_line_and_column(String header, String row, String place, String reason) {
            tree.text("CSVFILES/annotations.csv", header, row);

            assertThatThrownBy(() -> tree.find(LayoutName.LUNA16))
                    .isInstanceOf(BadDataException.class)
                    .hasMessageContaining("CSVFILES/annotations.csv: " + place + ": ")
                    .hasMessageContaining(reason);
        }

        @Test
        void should_refuse_a_class_that_is_none() {
            tree.text(
                    "candidates_V2/candidates_V2.csv",
                    "seriesuid,coordX,coordY,coordZ,class",
                    UID + ",1,2,3,1",
                    UID + ",1,2,3,2");

            assertThatThrownBy(() -> tree.find(LayoutName.LUNA16))
                    .hasMessageContaining("candidates_V2.csv: line 3, column 'class': is not 0 or 1");
        }
    }

    @Nested
    class OfLits {
        @Test
        void should_pair_volumes_and_segmentations_in_batches() {
            tree.nifti("Training Batch 1/volume-0.nii")
                    .nifti("Training Batch 1/segmentation-0.nii")
                    .nifti("Training Batch 2/volume-28.nii.gz")
                    .nifti("Training Batch 2/segmentation-28.nii.gz");

            FoundCases found = tree.find(LayoutName.LITS);

            assertThat(DatasetTree.ids(found))
                    .containsExactly("Training Batch 1/volume-0.nii", "Training Batch 2/volume-28.nii.gz");
            CaseSegmentation liver = found.cases().get(1).segmentation().orElseThrow();
            assertThat(liver.file().getName()).isEqualTo("segmentation-28.nii.gz");
            assertThat(liver.regions())
                    .containsExactly(Map.entry("liver", List.of(1, 2)), Map.entry("tumour", List.of(2)));
        }

        @Test
        void should_take_what_is_there_of_a_flat_folder() {
            tree.nifti("volume-1.nii")
                    .nifti("volume-2.nii")
                    .nifti("segmentation-2.nii")
                    .nifti("segmentation-3.nii")
                    .nifti("test-volume-4.nii");

            FoundCases found = tree.find(LayoutName.LITS);

            assertThat(DatasetTree.ids(found)).containsExactly("volume-1.nii", "volume-2.nii");
            assertThat(found.lists()).containsExactly(new LabelList("segmentation-N.nii", 2, 1));
            assertThat(found.filesWithoutRow()).isEqualTo(1);
            assertThat(found.otherFiles()).isEqualTo(1);
        }

        @Test
        void should_refuse_a_volume_that_is_there_twice() {
            tree.nifti("volume-1.nii").nifti("copy/volume-1.nii.gz");

            assertThatThrownBy(() -> tree.find(LayoutName.LITS))
                    .isInstanceOf(BadDataException.class)
                    .hasMessageContaining("volume-1.nii: file name: stands for the same case as ");
        }
    }

    @Nested
    class OfBrats2018 {
        private static final String CASE = "Brats18_2013_2_1";

        private void write(String grade, String name, String... files) {
            Stream.of(files).forEach(file -> tree.nifti(grade + "/" + name + "/" + name + "_" + file + ".nii.gz"));
        }

        @Test
        void should_have_four_images_and_a_segmentation_a_case() {
            write("HGG", CASE, "t1", "t1ce", "t2", "flair", "seg");
            write("LGG", "Brats18_TCIA09_141_1", "t1", "t1ce", "t2", "flair");
            tree.text("survival_data.csv", "Brats18ID,Age,Survival", CASE + ",61.2,289");

            FoundCases found = tree.find(LayoutName.BRATS2018);

            Case high = DatasetTree.byId(found, "HGG/" + CASE);
            assertThat(high.images()).extracting(CaseImage::name).containsExactly("t1", "t1ce", "t2", "flair");
            assertThat(high.patient()).isEqualTo("Brats18_2013_2");
            assertThat(DatasetTree.truths(high)).containsExactly(Map.entry("high-grade", Truth.POSITIVE));
            assertThat(high.segmentation().orElseThrow().regions())
                    .containsExactly(
                            Map.entry("whole-tumour", List.of(1, 2, 4)),
                            Map.entry("tumour-core", List.of(1, 4)),
                            Map.entry("enhancing-tumour", List.of(4)));
            Case low = DatasetTree.byId(found, "LGG/Brats18_TCIA09_141_1");
            assertThat(DatasetTree.truths(low)).containsExactly(Map.entry("high-grade", Truth.NEGATIVE));
            assertThat(low.segmentation()).isEmpty();
            assertThat(found.filesWithoutRow()).isEqualTo(1);
            assertThat(found.otherFiles()).isEqualTo(1);
        }

        @Test
        void should_be_found_below_the_archives_directory() {
            write("MICCAI_BraTS_2018_Data_Training/HGG", CASE, "t1", "t1ce", "t2", "flair", "seg");

            assertThat(DatasetTree.ids(tree.find(LayoutName.BRATS2018)))
                    .containsExactly("MICCAI_BraTS_2018_Data_Training/HGG/" + CASE);
        }

        @Test
        void should_refuse_a_case_that_lacks_a_modality() {
            write("HGG", CASE, "t1", "t2", "seg");

            assertThat(tree.find(LayoutName.BRATS2018).refused())
                    .singleElement()
                    .asString()
                    .contains("HGG/" + CASE, "lacks t1ce, flair");
        }
    }

    @Nested
    class OfAFolder {
        @Test
        void should_take_each_volume_and_the_first_directory_for_the_patient() {
            tree.nifti("p1/a.nii.gz")
                    .metaImage("p1/late/b")
                    .nifti("alone.nii")
                    .text("notes.txt", "none")
                    .picture("p1/photo.png");

            FoundCases found = tree.find(LayoutName.FOLDER);

            assertThat(found.cases())
                    .extracting(Case::id, Case::patient)
                    .containsExactlyInAnyOrder(
                            Tuple.tuple("p1/a.nii.gz", "p1"),
                            Tuple.tuple("p1/late/b.mhd", "p1"),
                            Tuple.tuple("alone.nii", "alone.nii"));
            assertThat(DatasetTree.byId(found, "p1/late/b.mhd").files()).hasSize(2);
            assertThat(found.otherFiles()).isEqualTo(2);
        }

        @Test
        void should_take_a_header_that_leads_to_voxels_of_another_name() {
            tree.text("p1/a.mhd", "ElementDataFile = b.dat").bytes("p1/b.dat", new byte[8]);

            assertThat(tree.find(LayoutName.FOLDER).cases())
                    .singleElement()
                    .extracting(Case::files)
                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                    .hasSize(1);
        }

        @Test
        void should_find_the_patient_by_an_expression() {
            tree.nifti("ct/17_first.nii").nifti("mr/17_second.nii").nifti("mr/18_first.nii");

            FoundCases found = tree.find(DatasetTree.settings(LayoutName.FOLDER, UncertainLabels.IGNORE, "/([0-9]+)_"));

            assertThat(found.cases()).extracting(Case::patient).containsExactlyInAnyOrder("17", "17", "18");
        }

        @Test
        void should_refuse_a_path_without_a_patient() {
            tree.nifti("ct/first.nii");

            assertThatThrownBy(() ->
                            tree.find(DatasetTree.settings(LayoutName.FOLDER, UncertainLabels.IGNORE, "/([0-9]+)_")))
                    .isInstanceOf(BadDataException.class)
                    .hasMessageContaining("ct/first.nii: path: dataset.patient finds no patient in it");
        }

        @Test
        void should_give_a_segmentation_to_its_image_and_take_none_for_an_image() {
            tree.nifti("p1/ct.nii.gz")
                    .nifti("p1/ct_seg.nii.gz")
                    .nifti("imagesTr/la_003_0000.nii.gz")
                    .nifti("imagesTr/la_003_0001.nii.gz")
                    .nifti("labelsTr/la_003.nii.gz")
                    .nifti("p2/lost_mask.nii.gz");

            FoundCases found = tree.find(LayoutName.FOLDER);

            assertThat(found.cases())
                    .extracting(
                            Case::id,
                            one -> one.images().stream().map(CaseImage::name).toList(),
                            one -> one.segmentation()
                                    .map(segmentation -> segmentation.file().getName()))
                    .containsExactlyInAnyOrder(
                            Tuple.tuple("p1/ct.nii.gz", List.of("image"), Optional.of("ct_seg.nii.gz")),
                            Tuple.tuple(
                                    "imagesTr/la_003_0000.nii.gz",
                                    List.of("0000", "0001"),
                                    Optional.of("la_003.nii.gz")));
            assertThat(found.lists()).containsExactly(new LabelList("segmentations", 3, 1));
            assertThat(found.otherFiles()).isZero();
        }

        @Test
        void should_take_no_directory_of_all_images_for_a_patient() {
            tree.nifti("imagesTr/la_003_0000.nii.gz")
                    .nifti("imagesTr/la_003_0001.nii.gz")
                    .nifti("labelsTr/la_003.nii.gz")
                    .nifti("imagesTr/la_004_0000.nii.gz")
                    .nifti("Images/p1/ct.nii.gz")
                    .nifti("p2/images/ct.nii.gz");

            assertThat(tree.find(LayoutName.FOLDER).cases())
                    .extracting(Case::id, Case::patient)
                    .containsExactlyInAnyOrder(
                            Tuple.tuple("imagesTr/la_003_0000.nii.gz", "la_003_0000.nii.gz"),
                            Tuple.tuple("imagesTr/la_004_0000.nii.gz", "la_004_0000.nii.gz"),
                            Tuple.tuple("Images/p1/ct.nii.gz", "p1"),
                            Tuple.tuple("p2/images/ct.nii.gz", "p2"));
        }

        @Test
        void should_take_images_that_share_a_segmentation_but_are_no_channels_for_cases_of_one_patient() {
            tree.nifti("0001.nii")
                    .nifti("0002.nii")
                    .nifti("mask.nii")
                    .nifti("p/ct.nii")
                    .nifti("p/ct.nii.gz")
                    .nifti("p/ct_seg.nii");

            assertThat(tree.find(LayoutName.FOLDER).cases())
                    .extracting(
                            Case::id, Case::patient, one -> one.segmentation().isPresent())
                    .containsExactlyInAnyOrder(
                            Tuple.tuple("0001.nii", "0001.nii", true),
                            Tuple.tuple("0002.nii", "0001.nii", true),
                            Tuple.tuple("p/ct.nii", "p", true),
                            Tuple.tuple("p/ct.nii.gz", "p", true));
        }

        @Test
        void should_order_channels_by_name_and_refuse_a_case_that_has_others_than_most() {
            tree.nifti("p1/p1_T1.nii")
                    .nifti("p1/p1_flair.nii")
                    .nifti("p1/p1_seg.nii")
                    .nifti("p2/p2_flair.nii")
                    .nifti("p2/p2_t1.nii")
                    .nifti("p2/p2_seg.nii")
                    .nifti("p3/p3_t1.nii")
                    .nifti("p3/p3_t2.nii")
                    .nifti("p3/p3_seg.nii");

            FoundCases found = tree.find(LayoutName.FOLDER);

            assertThat(found.cases())
                    .hasSize(2)
                    .allSatisfy(one ->
                            assertThat(one.images()).extracting(CaseImage::name).containsExactly("flair", "t1"));
            assertThat(found.refused()).singleElement().satisfies(refused -> {
                assertThat(refused.name()).isEqualTo("p3/p3_t1.nii");
                assertThat(refused.reason()).isEqualTo("are t1, t2; most cases have flair, t1");
            });
        }

        @Test
        void should_find_labels_by_any_image_of_a_case() {
            tree.nifti("p1/p1_flair.nii")
                    .nifti("p1/p1_t1.nii")
                    .nifti("p1/p1_seg.nii")
                    .text("labels.csv", "file,high-grade", "p1/p1_t1.nii,1");

            FoundCases found = tree.find(LayoutName.FOLDER);

            assertThat(found.cases()).singleElement().satisfies(one -> {
                assertThat(one.images()).extracting(CaseImage::name).containsExactly("flair", "t1");
                assertThat(DatasetTree.truths(one)).containsExactly(Map.entry("high-grade", Truth.POSITIVE));
            });
        }

        @Test
        void should_prefer_the_image_of_the_very_name() {
            tree.nifti("a.nii").nifti("a_t1.nii").nifti("a_seg.nii");

            FoundCases found = tree.find(LayoutName.FOLDER);

            assertThat(DatasetTree.byId(found, "a.nii").segmentation()).isPresent();
            assertThat(DatasetTree.byId(found, "a_t1.nii").segmentation()).isEmpty();
        }

        @Test
        void should_refuse_two_segmentations_of_one_image() {
            tree.nifti("p1/ct.nii").nifti("p1/ct_mask.nii").nifti("p1/ct_seg.nii");

            assertThatThrownBy(() -> tree.find(LayoutName.FOLDER))
                    .isInstanceOf(BadDataException.class)
                    .hasMessageContaining("ct_seg.nii: file name: is a segmentation of the same image as ")
                    .hasMessageEndingWith("ct_mask.nii");
        }

        @Test
        void should_find_no_case_among_segmentations_alone() {
            tree.nifti("p1/ct_mask.nii");

            assertThatThrownBy(() -> tree.find(LayoutName.FOLDER))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("holds no volume that can be read and is no segmentation");
        }

        @Test
        void should_take_a_row_that_begins_as_a_comment_does_for_a_row() {
            tree.nifti("#1.nii").text("labels.csv", "file,lesion", "#1.nii,1");

            FoundCases found = tree.find(LayoutName.FOLDER);

            assertThat(DatasetTree.truths(DatasetTree.byId(found, "#1.nii")))
                    .containsExactly(Map.entry("lesion", Truth.POSITIVE));
        }

        @Test
        void should_read_classes_from_a_list() {
            tree.nifti("a/1.nii")
                    .nifti("b/1.nii")
                    .nifti("c/1.nii")
                    .text("labels.csv", "lesion,file,fracture", "1,a/1.nii,", "0,b/1.nii,1", "0,d/1.nii,1");

            FoundCases found = tree.find(LayoutName.FOLDER);

            assertThat(DatasetTree.truths(DatasetTree.byId(found, "a/1.nii")))
                    .containsExactly(Map.entry("lesion", Truth.POSITIVE), Map.entry("fracture", Truth.UNKNOWN));
            assertThat(DatasetTree.byId(found, "c/1.nii").labels()).isEmpty();
            assertThat(found.lists()).containsExactly(new LabelList("labels.csv", 3, 1));
            assertThat(found.filesWithoutRow()).isEqualTo(1);
            assertThat(found.otherFiles()).isZero();
        }

        @Test
        void should_take_the_2d_images_that_a_list_names() {
            tree.picture("p1/front.png")
                    .picture("p2/front.jpg")
                    .picture("p2/screenshot.png")
                    .text("labels.csv", "file,mass", "p1/front.png,1", "p2/front.jpg,0", "p3/front.png,1");

            FoundCases found = tree.find(LayoutName.FOLDER);

            assertThat(found.cases())
                    .extracting(Case::id, Case::patient)
                    .containsExactlyInAnyOrder(Tuple.tuple("p1/front.png", "p1"), Tuple.tuple("p2/front.jpg", "p2"));
            assertThat(DatasetTree.truths(DatasetTree.byId(found, "p1/front.png")))
                    .containsExactly(Map.entry("mass", Truth.POSITIVE));
            assertThat(found.lists()).containsExactly(new LabelList("labels.csv", 3, 1));
            assertThat(found.filesWithoutRow()).isZero();
            assertThat(found.otherFiles()).as("the screenshot").isEqualTo(1);
        }

        @Test
        void should_find_no_case_among_2d_images_that_no_list_names() {
            tree.picture("p1/front.png");

            assertThatThrownBy(() -> tree.find(LayoutName.FOLDER))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("nor 2D image that labels.csv names");
        }

        @Test
        void should_refuse_a_label_that_is_none_and_a_file_with_two_rows() {
            tree.nifti("a/1.nii").text("labels.csv", "file,lesion", "a/1.nii,ROSALIND");
            assertThatThrownBy(() -> tree.find(LayoutName.FOLDER))
                    .hasMessageContaining("labels.csv: line 2, column 'lesion': is not 0 or 1")
                    .hasMessageNotContaining("ROSALIND");

            tree.text("labels.csv", "file,lesion", "a/1.nii,1", "a/1.nii,1");
            assertThatThrownBy(() -> tree.find(LayoutName.FOLDER))
                    .hasMessageContaining("labels.csv: line 3, column 'file': the file had a row before");
        }

        @Test
        void should_read_places_from_a_list() {
            tree.nifti("a/1.nii")
                    .nifti("b/1.nii")
                    .nifti("c/1.nii")
                    .text(
                            "points.csv",
                            "name,file,x,y,z,truth,diameter",
                            "nodule,a/1.nii,1,-2.5,3,1,8",
                            "cyst,a/1.nii,4,5,6,,",
                            "nodule,a/1.nii,7,8,9,0,",
                            "nodule,b/1.nii,0,0,0,0,2",
                            "nodule,d/1.nii,0,0,0,1,2",
                            "nodule,d/1.nii,1,0,0,1,2");

            FoundCases found = tree.find(LayoutName.FOLDER);

            assertThat(DatasetTree.byId(found, "a/1.nii").labels())
                    .containsExactly(
                            new PointLabels("cyst", List.of(LabelledPoint.of(4, 5, 6, Truth.UNKNOWN, null))),
                            new PointLabels(
                                    "nodule",
                                    List.of(
                                            LabelledPoint.of(1, -2.5, 3, Truth.POSITIVE, 8.0),
                                            LabelledPoint.of(7, 8, 9, Truth.NEGATIVE, null))));
            assertThat(DatasetTree.byId(found, "b/1.nii").labels()).hasSize(1);
            assertThat(DatasetTree.byId(found, "c/1.nii").labels()).isEmpty();
            assertThat(found.lists()).containsExactly(new LabelList("points.csv", 6, 2));
            assertThat(found.filesWithoutRow()).isEqualTo(1);
            assertThat(found.otherFiles()).isZero();
        }

        @Test
        void should_take_both_lists_and_count_only_files_that_neither_speaks_of() {
            tree.nifti("a/1.nii")
                    .nifti("b/1.nii")
                    .nifti("c/1.nii")
                    .text("labels.csv", "file,lesion", "a/1.nii,1", "b/1.nii,0")
                    .text("points.csv", "file,name,x,y,z,truth,diameter", "a/1.nii,lesion,1,2,3,1,4");

            FoundCases found = tree.find(LayoutName.FOLDER);

            assertThat(DatasetTree.byId(found, "a/1.nii").labels())
                    .hasSize(2)
                    .hasAtLeastOneElementOfType(ImageLabels.class)
                    .hasAtLeastOneElementOfType(PointLabels.class);
            assertThat(DatasetTree.byId(found, "b/1.nii").labels())
                    .hasOnlyElementsOfType(ImageLabels.class)
                    .hasSize(1);
            assertThat(found.lists())
                    .containsExactly(new LabelList("labels.csv", 2, 0), new LabelList("points.csv", 1, 0));
            assertThat(found.filesWithoutRow()).isEqualTo(1);
            assertThat(found.otherFiles()).isZero();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "file,name,x,y,z,truth | a/1.nii,n,1,2,3,1 | line 1: the column 'diameter' is missing",
                    "file,name,x,y,z,truth,diameter | a/1.nii,n,1,ROSALIND,3,1, | line 2, column 'y': is not a number",
                    "file,name,x,y,z,truth,diameter | a/1.nii,n,1,2,3,2, | line 2, column 'truth': is not 0 or 1",
                    "file,name,x,y,z,truth,diameter | a/1.nii,n,1,2,3,1,-4 | line 2, column 'diameter': is not positive",
                    "file,name,x,y,z,truth,diameter | a/1.nii,,1,2,3,1, | line 2, column 'name': is empty",
                    "file,name,x,y,z,truth,diameter | a/1.nii,n,1,2,3 | line 2, column 'truth': the row ends before",
                })
        void should_refuse_a_place_by_line_and_column(String header, String row, String told) {
            tree.nifti("a/1.nii").text("points.csv", header, row);

            assertThatThrownBy(() -> tree.find(LayoutName.FOLDER))
                    .isInstanceOf(BadDataException.class)
                    .hasMessageContaining("points.csv: " + told)
                    .hasMessageNotContaining("ROSALIND");
        }
    }

    @Nested
    class OfBids {
        @Test
        void should_take_anatomical_images_with_and_without_sessions() {
            tree.nifti("sub-01/ses-01/anat/sub-01_ses-01_T1w.nii.gz")
                    .nifti("sub-01/ses-01/anat/sub-01_ses-01_acq-mp_run-1_T2w.nii.gz")
                    .nifti("sub-02/anat/sub-02_FLAIR.nii")
                    .nifti("sub-02/anat/sub-02_mod-T1w_defacemask.nii.gz")
                    .nifti("sub-02/func/sub-02_task-rest_bold.nii.gz")
                    .nifti("derivatives/fs/sub-01/anat/sub-01_T1w.nii.gz")
                    .text("participants.tsv", "participant_id\tage", "sub-01\t30", "sub-03\t40");

            FoundCases found = tree.find(LayoutName.BIDS);

            assertThat(found.cases())
                    .extracting(one -> one.images().get(0).name())
                    .containsExactlyInAnyOrder("T1w", "T2w", "FLAIR");
            assertThat(found.cases()).extracting(Case::patient).containsExactlyInAnyOrder("sub-01", "sub-01", "sub-02");
            assertThat(found.lists()).containsExactly(new LabelList("participants.tsv", 2, 1));
            assertThat(found.filesWithoutRow()).isEqualTo(1);
            assertThat(found.otherFiles()).isEqualTo(3);
        }

        @Test
        void should_refuse_a_list_without_subjects() {
            tree.nifti("sub-01/anat/sub-01_T1w.nii").text("participants.tsv", "name\tage", "ROSALIND\t30");

            assertThatThrownBy(() -> tree.find(LayoutName.BIDS))
                    .hasMessageContaining("participants.tsv: line 1: the column 'participant_id' is missing")
                    .hasMessageNotContaining("ROSALIND");
        }
    }
}
