package dev.pcrl.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.failure.HeapTooSmallException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedHeapTest {
    private final AtomicInteger holders = new AtomicInteger();
    private final CountDownLatch failed = new CountDownLatch(1);

    @Test
    void should_do_work_that_ran_out_of_memory_again_when_all_other_work_has_ended() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<String> other = CompletableFuture.supplyAsync(() -> SharedHeap.use(() -> {
            holders.incrementAndGet();
            begun.countDown();
            await(failed);
            holders.decrementAndGet();
            return "small";
        }));
        await(begun);

        assertThat(SharedHeap.use(() -> whileAlone("large"))).isEqualTo("large");
        assertThat(other.get(1, TimeUnit.SECONDS)).isEqualTo("small");
    }

    @Test
    void should_give_up_what_has_no_room_alone() {
        AtomicInteger tries = new AtomicInteger();

        assertThatThrownBy(() -> SharedHeap.use(() -> {
                    tries.incrementAndGet();
                    throw new HeapTooSmallException("f", 2, 1, null);
                }))
                .isInstanceOf(HeapTooSmallException.class);

        assertThat(tries).hasValue(2);
        assertThat(SharedHeap.use(() -> "the next")).isEqualTo("the next");
    }

    /** Work that needs all of the heap. */
    private String whileAlone(String result) {
        if (holders.get() > 0) {
            failed.countDown();
            throw new OutOfMemoryError("beside others");
        }
        return result;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
