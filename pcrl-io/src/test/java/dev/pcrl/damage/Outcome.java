package dev.pcrl.damage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.management.ThreadMXBean;
import dev.pcrl.failure.BadDataException;
import java.lang.management.ManagementFactory;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * What came of an attempt to read a file.
 *
 * @param thrown nothing (null) if it was read
 * @param allocated bytes of memory that the attempt took on the heap, whether they were given back or not
 */
public record Outcome(Throwable thrown, long allocated) {
    private static final ThreadMXBean MEMORY = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** What opening any file takes, with buffers and messages. */
    private static final long FIXED_BYTES = 2 << 20;

    public static Outcome of(ThrowingCallable reading) {
        long before = MEMORY.getCurrentThreadAllocatedBytes();
        Throwable thrown = catchThrowable(reading);
        return new Outcome(thrown, MEMORY.getCurrentThreadAllocatedBytes() - before);
    }

    /**
     * Checks that the file was read or refused by its name, with place and reason in one line, in bounded memory.
     *
     * @param what was read, for messages
     * @param folder where the file and those beside it are
     * @param forContent the most bytes that may be taken for what the file holds
     */
    public Outcome assertReadOrRefused(String what, String folder, long forContent) {
        if (thrown != null) {
            assertThat(thrown).as(what).isInstanceOf(BadDataException.class);
            BadDataException refusal = (BadDataException) thrown;
            assertThat(refusal.file()).as(what).contains(folder);
            assertThat(refusal.place()).as(what).isNotBlank();
            assertThat(refusal.reason()).as(what).isNotBlank();
            assertThat(refusal.getMessage()).as(what).hasLineCount(1);
        }
        assertThat(allocated).as("bytes taken for " + what).isLessThan(FIXED_BYTES + forContent);
        return this;
    }

    /** Checks that nobody is named. */
    public void assertNames(String... nobody) {
        if (thrown != null) {
            assertThat(thrown.getMessage()).doesNotContain(nobody);
        }
    }
}
