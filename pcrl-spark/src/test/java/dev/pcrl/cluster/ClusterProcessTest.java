package dev.pcrl.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClusterProcessTest {
    private final ProcessHandle own = ProcessHandle.current();
    private final ClusterProcess recorded = ClusterProcess.of("master", own);

    @Test
    void should_find_its_process_again() {
        assertThat(recorded.running()).contains(own);
    }

    @Test
    void should_not_take_another_process_with_its_number_for_its_own() {
        ClusterProcess earlier = new ClusterProcess("master", own.pid(), recorded.started() - 3_600_000);

        assertThat(earlier.running()).isEmpty();
    }

    @Test
    void should_tell_that_a_process_is_gone() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        ClusterProcess sleeper = ClusterProcess.of("worker-1", process.toHandle());
        process.destroy();
        process.waitFor();

        assertThat(sleeper.running()).isEmpty();
    }
}
