package dev.pcrl.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.dataset.DatasetSettings;
import dev.pcrl.dataset.ImageLabels;
import dev.pcrl.dataset.Label;
import dev.pcrl.dataset.LabelledPoint;
import dev.pcrl.dataset.LabelledSubset;
import dev.pcrl.dataset.LayoutName;
import dev.pcrl.dataset.Manifest;
import dev.pcrl.dataset.ManifestEntry;
import dev.pcrl.dataset.ManifestFile;
import dev.pcrl.dataset.ManifestHeader;
import dev.pcrl.dataset.ManifestImage;
import dev.pcrl.dataset.PointLabels;
import dev.pcrl.dataset.SegmentationLabel;
import dev.pcrl.dataset.Split;
import dev.pcrl.dataset.Truth;
import dev.pcrl.dataset.UncertainLabels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LabelledPatientsTest {
    private static final ManifestFile FILE = new ManifestFile("file:/x.nii", 1, "0".repeat(64));
    private static final Task ORGAN = new Task(TaskKind.SEGMENTATION, List.of(Task.TaskClass.parse("organ=1")));
    private static final Label OUTLINED = new SegmentationLabel(FILE, Map.of());
    private static final Label GRADED = new ImageLabels(Map.of("high-grade", Truth.NEGATIVE));
    private static final Label UNKNOWN = new ImageLabels(Map.of("high-grade", Truth.UNKNOWN));
    private static final Label UNSURE =
            new PointLabels("nodule", List.of(new LabelledPoint(0, 0, 0, Truth.UNKNOWN, null, null, Map.of())));

    private final List<ManifestEntry> entries = new ArrayList<>();

    private void add(int count, Split split, Label... labels) {
        for (int i = 0; i < count; i++) {
            String name = String.format("%03d", entries.size());
            List<ManifestImage> images = List.of(new ManifestImage("image", List.of(FILE), List.of()));
            entries.add(new ManifestEntry(name, "patient-" + name, split, images, List.of(labels)));
        }
    }

    private Set<String> chosen(double ratio, Optional<Task> task) {
        DatasetSettings settings =
                new DatasetSettings(LayoutName.FOLDER, 0.7, 0.1, 0.2, true, UncertainLabels.IGNORE, "^([^/]+)");
        ManifestHeader header =
                new ManifestHeader(1, settings, 0, List.of(), List.of(), 0, 0, 0, entries.size(), entries.size());
        return new LabelledPatients(new LabelledSubset(ratio, 3), task).of(new Manifest(header, entries));
    }

    @Test
    void should_be_a_share_of_the_training_patients_with_a_case_for_the_task() {
        add(40, Split.TRAIN);
        add(10, Split.TRAIN, OUTLINED);
        add(20, Split.TRAIN, GRADED);
        add(10, Split.TEST, OUTLINED);
        assertThat(chosen(0.2, Optional.of(ORGAN)))
                .hasSize(2)
                .allMatch(patient -> "patient-040".compareTo(patient) <= 0 && patient.compareTo("patient-050") < 0);
        assertThat(chosen(1, Optional.of(ORGAN))).hasSize(10);
    }

    @Test
    void should_without_a_task_be_a_share_of_those_of_whom_anything_is_known() {
        add(40, Split.TRAIN);
        add(10, Split.TRAIN, OUTLINED);
        add(5, Split.TRAIN, UNKNOWN, UNSURE);
        assertThat(chosen(0.2, Optional.empty())).isEqualTo(chosen(0.2, Optional.of(ORGAN)));
        assertThat(chosen(1, Optional.empty())).hasSize(10);
    }

    @Test
    void should_be_nobody_where_nothing_is_known() {
        add(4, Split.TRAIN);
        assertThat(chosen(0.5, Optional.empty())).isEmpty();
    }
}
