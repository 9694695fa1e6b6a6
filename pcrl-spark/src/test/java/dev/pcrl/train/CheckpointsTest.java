package dev.pcrl.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.config.PretrainConfig;
import dev.pcrl.encoder.Safetensors;
import dev.pcrl.job.SmallRun;
import dev.pcrl.network.NsUNet;
import dev.pcrl.store.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
    private static final double CONFIGURED = 1e-3;

    @TempDir
    private Path directory;

    private final PretrainConfig config =
            SmallRun.config("network.base-width=1", "network.width-cap=2", "network.scales=1");
    private final List<String> warnings = new ArrayList<>();

    @Test
    void should_bring_back_all_that_a_run_carries() {
        TrainingState initial = Methods.initial(config);
        TrainingState state = new TrainingState(
                7, initial.parameters().toFloatVector(), initial.parameters().toFloatVector(), 2.5e-4);

        checkpoints(directory).write(state);

        TrainingState read = checkpoints(directory).newest().orElseThrow();
        assertThat(read.step()).isEqualTo(7);
        assertThat(read.threshold()).isEqualTo(2.5e-4);
        assertThat(read.parameters()).isEqualTo(initial.parameters());
        assertThat(read.velocity()).isEqualTo(initial.parameters());
        assertThat(warnings).isEmpty();
    }

    @Test
    void should_say_what_made_it_and_why_there_are_no_residuals() {
        checkpoints(directory).write(Methods.initial(config));

        Safetensors file = Safetensors.read(
                Store.local(),
                new org.apache.hadoop.fs.Path(
                        directory.resolve("step-0000000000.safetensors").toString()));
        assertThat(file.metadata())
                .containsEntry("format_version", "2")
                .containsEntry("seed", "17")
                .hasEntrySatisfying("residuals", reason -> assertThat(reason).startsWith("none: "));
    }

    /** Written by the version before gradients could be encoded. */
    @Test
    void should_read_format_1() throws Exception {
        Path old = Path.of(getClass().getResource("/checkpoint-format-1").toURI());

        TrainingState state = checkpoints(old).newest().orElseThrow();

        assertThat(warnings).isEmpty();
        assertThat(state.step()).isEqualTo(4);
        assertThat(state.threshold()).isEqualTo(CONFIGURED);
        assertThat(state.parameters()).isEqualTo(Methods.initial(config).parameters());
        assertThat(state.velocity().getFloat(16)).isEqualTo(2f);
    }

    private Checkpoints checkpoints(Path at) {
        return new Checkpoints(
                Store.local(),
                new org.apache.hadoop.fs.Path(at.toString()),
                new NsUNet(config.nsUNet()).layout(),
                3,
                Map.of("seed", "17"),
                CONFIGURED,
                warnings::add);
    }
}
