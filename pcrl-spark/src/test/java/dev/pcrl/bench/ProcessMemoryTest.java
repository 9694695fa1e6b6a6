package dev.pcrl.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessMemoryTest {
    @Test
    void should_read_the_most_that_was_resident() {
        assertThat(ProcessMemory.peakResidentBytes(
                        List.of("VmPeak:\t 9000000 kB", "VmHWM:\t 1234567 kB", "VmRSS:\t 1000000 kB")))
                .isEqualTo(1234567L * 1024);
    }

    /** proc(5): pid (comm) state ppid pgrp session tty_nr tpgid flags minflt cminflt majflt ... */
    @Test
    void should_find_the_faults_behind_any_name() {
        assertThat(ProcessMemory.freshBytes("42 (a) b (c) S 1 2 3 4 5 6 700 8 9 10"))
                .isEqualTo(700 * 4096L);
    }

    @Test
    void should_find_both_of_this_process() {
        assertThat(ProcessMemory.freshBytes()).isPositive();
        assertThat(ProcessMemory.peakResidentBytes()).isGreaterThan(1 << 20);
    }
}
