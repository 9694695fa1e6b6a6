package dev.pcrl.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.failure.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalLeaseTest extends LeaseContract {
    @TempDir
    static Path root;

    LocalLeaseTest() {
        super(new org.apache.hadoop.fs.Path(root.toUri()));
    }

    @Override
    Store store() {
        return Store.local();
    }

    @Test
    void should_be_taken_over_at_once_from_a_process_of_this_machine_that_has_ended() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        LeaseHolder here = LeaseHolder.here();
        LeaseHolder gone = new LeaseHolder(here.host(), ended.pid(), here.processes(), "id", here.since(), 7);
        new LeaseFiles(store(), directory).create(3, gone);

        try (Lease lease = Lease.acquire(store(), directory, SILENT)) { // or it would wait for an hour
            assertThat(lease.number()).isEqualTo(4);
        }
    }

    @Test
    void should_not_take_a_process_of_another_machine_for_ended() {
        LeaseHolder here = LeaseHolder.here();

        assertThat(new LeaseHolder("h", 1L << 30, here.processes(), "id", "", 0).isGone())
                .isTrue();
        assertThat(new LeaseHolder("h", 1L << 30, "elsewhere", "id", "", 0).isGone())
                .isFalse();
        assertThat(new LeaseHolder("h", 1L << 30, "", "id", "", 0).isGone()).isFalse();
        assertThat(here.isGone()).isFalse();
    }

    @Test
    void should_wait_for_a_file_that_is_being_written() throws IOException {
        Files.createDirectories(Path.of(directory.toUri()));
        Files.createFile(Path.of(directory.toUri()).resolve("lease-1.json"));

        try (Lease lease = Lease.acquire(store(), directory, IMPATIENT)) {
            assertThat(lease.number()).isEqualTo(2);
        }
    }

    @Test
    void should_be_lost_when_its_holder_could_not_show_for_too_long_that_it_lives() throws Exception {
        Pace late = new Pace(Duration.ofMillis(200), Duration.ofMillis(200)); // the heartbeat comes after the expiry
        try (Lease lease = Lease.acquire(store(), directory, late)) {
            assertThatThrownBy(() -> {
                        while (true) {
                            lease.check();
                            Thread.sleep(10);
                        }
                    })
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("too slow to show that it lives");
        }
    }
}
