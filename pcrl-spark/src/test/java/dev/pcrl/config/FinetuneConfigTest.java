package dev.pcrl.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.failure.UsageException;
import dev.pcrl.finetune.ModelDescription;
import dev.pcrl.finetune.SegmentationLoss;
import dev.pcrl.finetune.Task.TaskClass;
import dev.pcrl.finetune.TaskKind;
import dev.pcrl.network.NsUNetConfig;
import dev.pcrl.network.ResNetConfig;
import dev.pcrl.view.Size;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FinetuneConfigTest {
    private static final FinetuneConfig PAPER = FinetuneConfig.paper();

    private static FinetuneConfig parse(String text, String... overrides) {
        return ConfigReader.parse(PAPER, "a.yaml", text, List.of(overrides));
    }

    @Test
    void should_be_read_back_from_its_text() {
        assertThat(parse(PAPER.toYaml())).isEqualTo(PAPER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "seed=-9223372036854775808",
                "intensity.ct-low=-100.5",
                "task={kind: segmentation, classes: [whole-tumour=1+2+4, core=1+4], window: 32x32x32}",
                "task={kind: image, classes: [Pleural Effusion, 'no', '1', 'null', 'a: b', '#x']}",
                "task.skip-connections=false",
                "task.loss=dice+cross-entropy",
                "task.overlap=0",
                "labels={ratio: 0.1, negatives-per-positive: 3, maximum-bad-files: 1}",
                "augmentation={flip-axes: [], shift: 0, foreground: 1, noise-std: 0.05, log-gamma: 0.3, crop-scale: 0.3,"
                        + " rotation-degrees: 10}",
                "network={base-width: 8, scales: 3, width-cap: 128, channels: 4}",
                "fitting={epochs: 1, encoder-rate: 0, freeze-epochs: 2, patience: 0}",
                "fitting.learning-rate=1.2345678901234567e-300",
                "date=20261126",
            })
    void should_be_read_back_with_each_bit(String override) {
        FinetuneConfig config = parse("", override);
        assertThat(config).isNotEqualTo(PAPER);
        assertThat(parse(config.toYaml())).isEqualTo(config);
    }

    @Test
    void should_take_a_task() {
        TaskSettings task = parse("""
                        task:
                          kind: segmentation
                          classes:
                            - liver=1
                            - lesion=2
                          window: 64x64x32
                          loss: dice+cross-entropy
                        """).task();
        assertThat(task.kind()).isEqualTo(TaskKind.SEGMENTATION);
        assertThat(task.classes())
                .containsExactly(new TaskClass("liver", List.of(1)), new TaskClass("lesion", List.of(2)));
        assertThat(task.window()).isEqualTo(new Size(64, 64, 32));
        assertThat(task.loss()).isEqualTo(SegmentationLoss.DICE_CROSS_ENTROPY);
        assertThat(task.overlap()).isEqualTo(0.5);
    }

    @Test
    void should_change_seed_and_share_and_nothing_else() {
        FinetuneConfig base = parse("", "labels={negatives-per-positive: 3, maximum-bad-files: 0.2}", "seed=5");
        FinetuneConfig other = base.with(9, 0.25);
        assertThat(other.seed()).isEqualTo(9);
        assertThat(other.labels()).isEqualTo(new LabelSettings(0.25, 3, 0.2));
        assertThat(other.with(5, 1)).isEqualTo(base);
    }

    @Test
    void should_give_the_network_the_tasks_window() {
        FinetuneConfig config = parse(
                "",
                "task={kind: segmentation, classes: [a=1, b=2], window: 16x16x8}",
                "network={scales: 3, channels: 4}");
        ModelDescription model = config.model(Map.of("seed", "1"));
        assertThat(model.window()).isEqualTo(new Size(16, 16, 8));
        assertThat(model.network().channels()).isEqualTo(4);
        assertThat(model.toNetwork().classes()).isEqualTo(2);
        assertThat(model.provenance()).containsExactly(Map.entry("seed", "1"));
        ModelDescription other = config.model(new NsUNetConfig(4, 2, 8, 1, Size.cube(8)), Map.of());
        assertThat(other.network())
                .as("the encoder's shape, the task's window and channels")
                .isEqualTo(new NsUNetConfig(4, 2, 8, 4, new Size(16, 16, 8)));
    }

    @Test
    void should_give_the_2d_network_torchvision_s_shape_whatever_the_numbers_of_the_other() {
        FinetuneConfig config = parse(
                "",
                "task={kind: image, classes: [Mass, Nodule], window: 224x224x1}",
                "network={kind: resnet-18, base-width: 8}");
        ModelDescription model = config.model(Map.of());
        assertThat(model.network()).isEqualTo(new ResNetConfig(64, new Size(224, 224, 1)));
        assertThat(model.toNetwork().layout().length())
                .as("torchvision's resnet18(num_classes=2): 11 177 538 parameters, and 2 x 4800 running statistics")
                .isEqualTo(11_177_538 + 9_600);
        assertThat(parse(config.toYaml())).isEqualTo(config);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "task:/_kind: lesion              | 2: task.kind must be segmentation or points or image: lesion",
                "task:/_loss: jaccard             | 2: task.loss must be dice or dice+cross-entropy: jaccard",
                "task:/_classes: []               | 2: task.classes must be named: []",
                "task:/_classes: nodule           | 2: task.classes: a list is expected, such as [candidate], not"
                        + " \"nodule\"",
                "task:/_classes: [a=]             | 2: task.classes: a class must be written like nodule or"
                        + " whole-tumour=1+2+4: a=",
                "task:/_classes: [a, b]           | 2: task.classes must be one for points: [a, b]",
                "task:/_kind: segmentation        | 1: task.classes must have voxel values, such as liver=1: candidate",
                "task:/_classes: [a=1]            | 2: task.classes must have no voxel values: a=1",
                "task:/_window: 48                | 2: task.window: a size must be written like 64x64x32: 48",
                "task:/_overlap: 1                | 2: task.overlap must be in [0, 1): 1.0",
                "labels:/_ratio: 0                | 2: labels.ratio must be in (0, 1]: 0.0",
                "labels:/_negatives-per-positive: -1 | 2: labels.negatives-per-positive must be at least 0: -1",
                "labels:/_maximum-bad-files: 2    | 2: labels.maximum-bad-files must be in [0, 1]: 2.0",
                "augmentation:/_flip-axes: [3]    | 2: augmentation.flip-axes must be of 0, 1, 2: [3]",
                "augmentation:/_shift: -1         | 2: augmentation.shift must be at least 0: -1",
                "augmentation:/_foreground: 1.5   | 2: augmentation.foreground must be in [0, 1]: 1.5",
                "augmentation:/_noise-std: -1     | 2: augmentation.noise-std must be a number of at least 0: -1.0",
                "augmentation:/_log-gamma: -1     | 2: augmentation.log-gamma must be a number of at least 0: -1.0",
                "augmentation:/_crop-scale: 1.5   | 2: augmentation.crop-scale must be in [0, 1]: 1.5",
                "augmentation:/_rotation-degrees: 200 | 2: augmentation.rotation-degrees must be in [0, 180]: 200.0",
                "network:/_scales: 9              | 2: network.scales must be in 1..8",
                "network:/_kind: resnet-50        | 2: network.kind must be nsunet-3d or resnet-18: resnet-50",
                "network:/_kind: resnet-18/_channels: 3 | 3: network.channels must be 1 for resnet-18: 3",
                "network:/_kind: resnet-18        | 2: task.window must be 1 along z for network.kind resnet-18: 48x48x48",
                "network: {kind: resnet-18}/task:/_kind: segmentation/_classes: [a=1] | 3: task.kind must be image or"
                        + " points for network.kind resnet-18: segmentation",
                "fitting:/_epochs: 0              | 2: fitting.epochs must be at least 1: 0",
                "fitting:/_steps-per-epoch: 0     | 2: fitting.steps-per-epoch must be at least 1: 0",
                "fitting:/_batch-size: 0          | 2: fitting.batch-size must be at least 1: 0",
                "fitting:/_batch-size: 19419      | 2: fitting.batch-size must be so small that a minibatch of task.window"
                        + " 48x48x48 has less than 2^31 numbers: 19419",
                "fitting:/_learning-rate: 0       | 2: fitting.learning-rate must be greater than 0: 0.0",
                "fitting:/_encoder-rate: -1       | 2: fitting.encoder-rate must be a number of at least 0: -1.0",
                "fitting:/_freeze-epochs: -1      | 2: fitting.freeze-epochs must be at least 0: -1",
                "fitting:/_momentum: 1            | 2: fitting.momentum must be in [0, 1): 1.0",
                "fitting:/_weight-decay: 1        | 2: fitting.weight-decay must be in [0, 1): 1.0",
                "fitting:/_patience: -1           | 2: fitting.patience must be at least 0: -1",
                "fitting:/_batchsize: 4           | 2: fitting.batchsize: unknown key; did you mean fitting.batch-size?",
                "training:/_epochs: 4             | 1: training: unknown key; known ones are seed, date, series, intensity,"
                        + " task, labels, augmentation, network, fitting",
            })
    void should_name_the_key_that_it_refuses(String text, String message) {
        assertThatThrownBy(() -> parse(text.replace("/", "\n").replace("_", "  ")))
                .isInstanceOf(UsageException.class)
                .hasMessage("a.yaml:" + message);
    }
}
