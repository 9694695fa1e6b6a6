package dev.pcrl.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.finetune.Task.TaskClass;
import dev.pcrl.metric.Mask;
import dev.pcrl.metric.Region;
import dev.pcrl.volume.Affine;
import dev.pcrl.volume.Geometry;
import dev.pcrl.volume.Modality;
import dev.pcrl.volume.Volume;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelValuesTest {
    private static Task task(String classes) {
        return new Task(
                TaskKind.SEGMENTATION,
                Stream.of(classes.split(" ", -1)).map(TaskClass::parse).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "lesion=4, true, 4 lesion",
        "liver=1 spleen=2 kidney=3, true, '1 liver, 2 spleen, 3 kidney'",
        "wt=1+2+4 tc=1+4 et=4, true, '2 wt, 1 tc, 4 et'",
        "et=4 tc=1+4 wt=1+2+4, true, '4 et, 1 tc, 2 wt'", // in whatever order
        "tumour=2 liver=1+2, true, '2 tumour, 1 liver'",
        "tumour=2+2 liver=1+2, true, '2 tumour, 1 liver'",
        "wt=1+2+4, false, 1 wt", // which of them?
        "wt=1+2+4 et=4, false, '1 wt, 2 et'", // 1 or 2
        "a=3 b=3, false, '1 a, 2 b'", // a would have none
        "background=0 organ=7, false, '1 background, 2 organ'" // 0 is where nothing is
    })
    void should_be_those_of_the_truth_where_each_class_has_one_of_its_own(
            String classes, boolean areThoseOfTheTruth, String legend) {
        Task task = task(classes);
        LabelValues values = LabelValues.of(task);
        assertThat(values.areThoseOfTheTruth()).isEqualTo(areThoseOfTheTruth);
        assertThat(values.legend(task.names())).isEqualTo(legend);
    }

    /** What a model that is never wrong says becomes the file of the truth again. */
    @ParameterizedTest
    @CsvSource({"wt=1+2+4 tc=1+4 et=4", "et=4 tc=1+4 wt=1+2+4", "tc=1+4 wt=1+2+4 et=4"})
    void should_turn_the_regions_of_a_truth_back_into_it(String classes) {
        float[] truth = {0, 1, 2, 4, 2, 0};
        Volume volume = new Volume(new Geometry(3, 2, 1, Affine.axial(1, 1, 1)), 1, Modality.UNKNOWN, truth);
        Task task = task(classes);
        List<Mask> masks = task.regions().stream()
                .map((Region region) -> region.in(volume))
                .toList();
        assertThat(LabelValues.of(task).paint(masks)).containsExactly(truth);
    }

    @Test
    void should_paint_the_inner_region_where_the_outer_one_was_missed() {
        Geometry grid = new Geometry(4, 1, 1, Affine.axial(1, 1, 1));
        Mask liver = new Mask(grid, new boolean[] {true, true, false, false});
        Mask tumour = new Mask(grid, new boolean[] {false, true, true, false});
        assertThat(LabelValues.of(task("tumour=2 liver=1+2")).paint(List.of(tumour, liver)))
                .containsExactly(1, 2, 2, 0);
    }
}
