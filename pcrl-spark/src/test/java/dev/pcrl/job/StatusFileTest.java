package dev.pcrl.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.failure.UnavailableException;
import dev.pcrl.store.Lease;
import dev.pcrl.store.Pace;
import dev.pcrl.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusFileTest {
    private static final Pace SILENT = new Pace(Duration.ofHours(1), Duration.ofHours(1));

    @TempDir
    private Path directory;

    private final Store store = Store.local();
    private Lease lease;

    @BeforeEach
    void acquire() {
        lease = Lease.acquire(store, output(), SILENT);
    }

    @AfterEach
    void close() {
        lease.close();
    }

    @Test
    void should_tell_how_a_run_goes_on_and_that_it_finished() {
        List<RunStatus> seen = new ArrayList<>();

        keep(status -> {
            seen.add(read());
            status.at(2, 9);
            seen.add(read());
        });
        seen.add(read());

        assertThat(seen)
                .containsExactly(
                        new RunStatus("pretrain", "abc", RunStatus.State.RUNNING, 0, 0, "", true, 75),
                        new RunStatus("pretrain", "abc", RunStatus.State.RUNNING, 2, 9, "", true, 75),
                        new RunStatus("pretrain", "abc", RunStatus.State.FINISHED, 9, 9, "", false, 0));
        assertThat(directory.resolve("status.json"))
                .content()
                .contains("\"state\" : \"finished\"", "\"exit-code\" : 0", "\"retryable\" : false");
    }

    @Test
    void should_tell_why_a_run_failed_and_throw_that() {
        BadDataException failure = new BadDataException("ct.nii", "byte 7", "no sense");

        assertThatThrownBy(() -> keep(status -> {
                    status.at(2, 9);
                    throw failure;
                }))
                .isSameAs(failure);

        assertThat(read())
                .isEqualTo(new RunStatus(
                        "pretrain", "abc", RunStatus.State.FAILED, 2, 9, "ct.nii: byte 7: no sense", false, 3));
    }

    @Test
    void should_tell_that_a_run_was_asked_to_stop() {
        assertThatThrownBy(() -> keep(status -> {
                    status.at(2, 9);
                    throw status.stopped("stopped as asked");
                }))
                .isInstanceOf(UnavailableException.class)
                .hasMessage("stopped as asked");

        assertThat(read())
                .isEqualTo(
                        new RunStatus("pretrain", "abc", RunStatus.State.STOPPED, 2, 9, "stopped as asked", true, 75));
    }

    @Test
    void should_call_a_full_disk_worth_a_retry() {
        UncheckedIOException failure = new UncheckedIOException(new IOException("No space left on device"));

        assertThatThrownBy(() -> keep(status -> {
                    throw failure;
                }))
                .isSameAs(failure);

        assertThat(read().retryable()).isTrue();
        assertThat(read().exitCode()).isEqualTo(75);
        assertThat(read().reason()).isEqualTo("No space left on device");
    }

    @Test
    void should_not_hide_a_failure_behind_a_status_that_cannot_be_written() {
        IllegalStateException failure = new IllegalStateException("odd");

        assertThatThrownBy(() -> keep(status -> {
                    blockStatus();
                    throw failure;
                }))
                .isSameAs(failure)
                .satisfies(thrown -> assertThat(thrown.getSuppressed()).hasSize(1));
    }

    @Test
    void should_leave_the_status_to_who_took_the_run_over() {
        assertThatThrownBy(() -> keep(status -> takeOver()))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("was lost");

        assertThat(read().state()).isEqualTo(RunStatus.State.RUNNING);
    }

    private void keep(Consumer<StatusFile> work) {
        RunDirectory run = RunDirectory.open(store, output(), "pretrain", "abc");
        StatusFile.keep(store, run, lease, RunStatus.begun("pretrain", "abc"), work);
    }

    private void blockStatus() {
        try {
            Files.delete(directory.resolve("status.json"));
            Files.createDirectory(directory.resolve("status.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void takeOver() {
        Lease.acquire(store, output(), new Pace(Duration.ofMillis(50), Duration.ofMillis(200)))
                .close();
    }

    private RunStatus read() {
        org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(output(), "status.json");
        return Json.parse(store.readText(file), file, RunStatus.class);
    }

    private org.apache.hadoop.fs.Path output() {
        return store.qualify(new org.apache.hadoop.fs.Path(directory.toString()));
    }
}
