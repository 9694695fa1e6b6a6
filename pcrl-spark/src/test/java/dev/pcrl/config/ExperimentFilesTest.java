package dev.pcrl.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.finetune.TaskKind;
import dev.pcrl.store.Store;
import dev.pcrl.view.Size;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The experiments that ship with the program. */
class ExperimentFilesTest {
    private static final Path DIRECTORY = Path.of("../conf/experiments");
    private static final Set<String> EXPERIMENTS = Set.of("brain.yaml", "phantom.yaml");

    @Test
    void should_be_readable_each_as_what_it_is() throws IOException {
        Set<String> read = new TreeSet<>();
        for (String file : EXPERIMENTS) {
            ExperimentConfig experiment = experiment(file);
            pretrain(experiment);
            read.add(file);
            read.add(experiment.pretrain());
        }
        List<String> others = new ArrayList<>(files());
        others.removeAll(read);

        assertThat(others).hasSizeGreaterThanOrEqualTo(EXPERIMENTS.size()).allSatisfy(ExperimentFilesTest::task);
    }

    @ParameterizedTest
    @ValueSource(strings = {"brain.yaml", "phantom.yaml"})
    void should_fit_together(String file) throws IOException {
        ExperimentConfig experiment = experiment(file);
        PretrainConfig pretrain = pretrain(experiment);

        assertThat(files()).containsAll(experiment.tasks());
        for (String name : experiment.tasks()) {
            FinetuneConfig task = task(name);
            Size window = task.task().window();
            assertThat(task.network().shape(window))
                    .as("scratch and pre-trained have the same network")
                    .isEqualTo(pretrain.network().nsUNet(window));
            assertThat(task.intensity()).isEqualTo(pretrain.views().intensity());
            if (task.task().kind() == TaskKind.SEGMENTATION) {
                assertWhole(window, pretrain.network().shape());
            }
        }
        assertWhole(pretrain.views().globalSize(), pretrain.network().shape());
    }

    /** Else the network computes voxels that are cut off again. */
    private static void assertWhole(Size size, NetworkSettings network) {
        int multiple = 1 << network.scales();
        for (int axis = 0; axis < 3; axis++) {
            assertThat(size.along(axis) % multiple).as(size + " along " + axis).isZero();
        }
    }

    private static ExperimentConfig experiment(String file) {
        return reader().read(ExperimentConfig.standard(), path(file), List.of());
    }

    private static PretrainConfig pretrain(ExperimentConfig experiment) {
        return reader().read(path(experiment.pretrain()), List.of());
    }

    private static FinetuneConfig task(String file) {
        return reader().read(FinetuneConfig.paper(), path(file), List.of());
    }

    private static Set<String> files() throws IOException {
        Set<String> names = new HashSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(DIRECTORY, "*.yaml")) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        }
        return names;
    }

    private static ConfigReader reader() {
        return new ConfigReader(Store.local());
    }

    private static org.apache.hadoop.fs.Path path(String file) {
        return new org.apache.hadoop.fs.Path(DIRECTORY.resolve(file).toString());
    }
}
