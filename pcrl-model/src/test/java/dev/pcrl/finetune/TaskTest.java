package dev.pcrl.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.finetune.Task.TaskClass;
import dev.pcrl.metric.Region;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskTest {
    private static Task task(TaskKind kind, String... classes) {
        return new Task(kind, List.of(classes).stream().map(TaskClass::parse).toList());
    }

    @Nested
    class Classes {
        @ParameterizedTest
        @CsvSource({
            "nodule, nodule, ''",
            "Pleural Effusion, Pleural Effusion, ''",
            "whole-tumour=1+2+4, whole-tumour, 1 2 4"
        })
        void should_be_read_and_written(String text, String name, String values) {
            TaskClass parsed = TaskClass.parse(text);
            assertThat(parsed.name()).isEqualTo(name);
            assertThat(parsed.values()).map(String::valueOf).isEqualTo(words(values));
            assertThat(parsed).hasToString(text);
        }

        private static List<String> words(String text) {
            return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "=1",
                    "a=",
                    "a=b",
                    "a=1+",
                    "a=+1",
                    "a=-1",
                    "a=1.5",
                    "a=1 + 2",
                    "a=1=2",
                    "a=1234567890",
                    "a =1,2"
                })
        void should_be_refused_in_another_form(String text) {
            assertThatThrownBy(() -> TaskClass.parse(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a class must be written like nodule or whole-tumour=1+2+4: " + text);
        }
    }

    @Test
    void should_have_the_regions_of_its_classes_in_their_order() {
        assertThat(task(TaskKind.SEGMENTATION, "whole-tumour=1+2+4", "core=4+1").regions())
                .containsExactly(Region.of("whole-tumour", Set.of(1, 2, 4)), Region.of("core", Set.of(1, 4)));
    }

    @Test
    void should_refuse_to_have_no_class() {
        assertThatThrownBy(() -> task(TaskKind.IMAGE)).hasMessage("classes must be named: []");
    }

    @Test
    void should_refuse_two_classes_of_one_name() {
        assertThatThrownBy(() -> task(TaskKind.SEGMENTATION, "liver=1", "liver=2"))
                .hasMessage("classes must have a name each: [liver, liver]");
    }

    @Test
    void should_ask_for_voxel_values_of_regions_only() {
        assertThatThrownBy(() -> task(TaskKind.SEGMENTATION, "liver=1", "lesion"))
                .hasMessage("classes must have voxel values, such as liver=1: lesion");
        assertThatThrownBy(() -> task(TaskKind.POINTS, "nodule=1"))
                .hasMessage("classes must have no voxel values: nodule=1");
        assertThatThrownBy(() -> task(TaskKind.IMAGE, "mass=3"))
                .hasMessage("classes must have no voxel values: mass=3");
    }

    /** A marked place has one truth; a second class would silently learn that it is never there. */
    @Test
    void should_refuse_a_second_class_of_points() {
        assertThatThrownBy(() -> task(TaskKind.POINTS, "nodule", "calcification"))
                .hasMessage("classes must be one for points: [nodule, calcification]");
    }

    @ParameterizedTest
    @EnumSource
    void should_parse_each_kind_of_task(TaskKind kind) {
        assertThat(TaskKind.parse(kind.toString())).isEqualTo(kind);
    }

    @ParameterizedTest
    @EnumSource
    void should_parse_each_loss(SegmentationLoss loss) {
        assertThat(SegmentationLoss.parse(loss.toString())).isEqualTo(loss);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SEGMENTATION", "DICE", "segmentation "})
    void should_name_the_words_that_it_knows(String word) {
        assertThatThrownBy(() -> TaskKind.parse(word))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("kind must be segmentation or points or image: " + word);
        assertThatThrownBy(() -> SegmentationLoss.parse(word))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("loss must be dice or dice+cross-entropy: " + word);
    }
}
