package dev.pcrl.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.config.PretrainConfig;
import dev.pcrl.encoder.Safetensors;
import dev.pcrl.failure.UnavailableException;
import dev.pcrl.job.SmallRun;
import dev.pcrl.network.NsUNet;
import dev.pcrl.store.Store;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
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

    @Test
    void should_pass_over_the_damaged_and_tell() throws Exception {
        TrainingState initial = Methods.initial(config);
        checkpoints(directory).write(initial);
        TrainingState later = new TrainingState(
                1, initial.parameters().toFloatVector(), initial.parameters().toFloatVector(), 1);
        checkpoints(directory).write(later);
        Path newest = directory.resolve("step-0000000001.safetensors");
        byte[] bytes = Files.readAllBytes(newest);
        bytes[bytes.length - 1] ^= 1;
        Files.write(newest, bytes);

        assertThat(checkpoints(directory).newest().orElseThrow().step()).isZero();
        assertThat(warnings).singleElement().asString().contains("damaged", newest.toString());
    }

    @Test
    void should_not_lose_a_checkpoint_to_later_ones_that_are_damaged() throws Exception {
        float[] vector = Methods.initial(config).parameters().toFloatVector();
        for (long step : new long[] {7, 8, 9}) {
            checkpoints(directory).write(new TrainingState(step, vector, vector, 1));
            Files.write(directory.resolve("step-000000000" + step + ".safetensors"), new byte[9]);
        }

        checkpoints(directory).write(new TrainingState(5, vector, vector, 1)); // begun again

        assertThat(checkpoints(directory).newest().orElseThrow().step()).isEqualTo(5);
    }

    @Test
    void should_take_the_configured_threshold_where_none_was_kept() {
        float[] vector = Methods.initial(config).parameters().toFloatVector();

        checkpoints(directory).write(new TrainingState(7, vector, vector, 0));

        assertThat(checkpoints(directory).newest().orElseThrow().threshold()).isEqualTo(CONFIGURED);
    }

    @Test
    void should_not_take_a_store_that_fails_for_damage() {
        checkpoints(directory).write(Methods.initial(config));
        Configuration configuration = new Configuration();
        configuration.setClass("fs.failing.impl", Failing.class, FileSystem.class);

        assertThatThrownBy(checkpoints(new Store(configuration), "failing://" + directory)::newest)
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("step-0000000000.safetensors: connection reset");
        assertThat(warnings).isEmpty();
    }

    private Checkpoints checkpoints(Path at) {
        return checkpoints(Store.local(), at.toString());
    }

    private Checkpoints checkpoints(Store store, String at) {
        return new Checkpoints(
                store,
                new org.apache.hadoop.fs.Path(at),
                new NsUNet(config.nsUNet()).layout(),
                3,
                Map.of("seed", "17"),
                CONFIGURED,
                warnings::add);
    }

    /** Tells short files, and loses the connection while it tells tensors. */
    public static final class Failing extends RawLocalFileSystem {
        @Override
        public URI getUri() {
            return URI.create("failing:///");
        }

        @Override
        public FSDataInputStream open(org.apache.hadoop.fs.Path file, int bufferSize) throws IOException {
            return file.getName().endsWith(".safetensors")
                    ? new FSDataInputStream(new Lost())
                    : super.open(file, bufferSize);
        }
    }

    private static final class Lost extends FSInputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("connection reset");
        }

        @Override
        public int read(byte[] target, int offset, int count) throws IOException {
            return read();
        }

        @Override
        public void seek(long position) {}

        @Override
        public long getPos() {
            return 0;
        }

        @Override
        public boolean seekToNewSource(long position) {
            return false;
        }
    }
}
