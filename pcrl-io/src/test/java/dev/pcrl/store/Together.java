package dev.pcrl.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that start their work at the same moment. */
final class Together implements AutoCloseable {
    private final ExecutorService threads;
    private final CyclicBarrier start;
    private final List<Future<?>> works = new ArrayList<>();

    /** @param count of the works that will be started; the first waits for the last */
    Together(int count) {
        this.threads = Executors.newFixedThreadPool(count);
        this.start = new CyclicBarrier(count);
    }

    /** Adds a work. */
    void start(Runnable work) {
        Callable<Void> waiting = () -> {
            start.await();
            work.run();
            return null;
        };
        works.add(threads.submit(waiting));
    }

    /** Waits until all are done, and throws what one of them threw. */
    void join() throws Exception {
        for (Future<?> work : works) {
            work.get();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
