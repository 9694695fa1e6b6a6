package dev.pcrl.bench;

import static java.util.Objects.requireNonNull;

import dev.pcrl.failure.PcrlException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Measures work as JMH does: it is warmed up until it gets no faster, then timed in samples of many calls, whose median
 * and quartiles count; results are consumed; threads start each sample together. A single thread is the caller's.
 *
 * <p>It is not JMH: that finds its benchmarks through a list that an annotation processor writes, gives them parameters
 * as constants, and forks a JVM with a class path of its own making, none of which suits a command of the job jar whose
 * files and configuration the user names. What JMH does beyond this class pays for calls of nanoseconds; the ones here
 * take from a tenth of a millisecond on. Each command of {@code pcrl bench} is a process of its own, so that one
 * measurement's compiled code does not stand in another's way more than in real use.
 */
public final class Harness {
    /** Warm is what has not become faster by more than this share ... */
    private static final double FASTER = 0.02;

    /** ... for so many samples on end. */
    private static final int STEADY = 3;

    private final Protocol protocol;
    private final AtomicReference<Object> consumed = new AtomicReference<>(); // each result must be there

    public Harness(Protocol protocol) {
        this.protocol = requireNonNull(protocol, "protocol");
    }

    /**
     * Measures one thing.
     *
     * @param name of the measurement
     * @param unit what is made, in the plural: {@code volumes}
     * @param items how many of them one call makes
     */
    public Measurement measure(String name, String unit, int items, Work work) {
        if (protocol.threads() == 1) {
            return measure(name, unit, items, work, Runnable::run);
        }
        ExecutorService threads = Executors.newFixedThreadPool(protocol.threads());
        try {
            return measure(name, unit, items, work, threads);
        } finally {
            threads.shutdownNow();
        }
    }

    private Measurement measure(String name, String unit, int items, Work work, Executor threads) {
        long calls = warmUp(work, threads);
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < protocol.samples(); i++) {
            seconds.add(sample(work, calls, threads));
        }
        return new Measurement(name, unit, items, protocol.threads(), seconds);
    }

    /** Calls until that gets no faster, and gives the number of calls that fill a sample. */
    private long warmUp(Work work, Executor threads) {
        long start = System.nanoTime();
        double fastest = Double.POSITIVE_INFINITY;
        long calls = 1;
        int steady = 0;
        while (steady < STEADY && secondsSince(start) < protocol.warmUpSeconds()) {
            double seconds = sample(work, calls, threads);
            steady = seconds < (1 - FASTER) * fastest ? 0 : steady + 1;
            fastest = Math.min(fastest, seconds);
            calls = Math.max(1, (long) Math.ceil(protocol.sampleSeconds() / fastest));
        }
        return calls;
    }

    /** Seconds a call takes, on average over a sample that every thread takes part in. */
    private double sample(Work work, long calls, Executor threads) {
        long start = System.nanoTime();
        List<Future<Object>> running = new ArrayList<>();
        for (Work each : Collections.nCopies(protocol.threads(), work)) {
            FutureTask<Object> task = new FutureTask<>(() -> repeat(each, calls));
            threads.execute(task);
            running.add(task);
        }
        running.forEach(Harness::await);
        return secondsSince(start) / calls;
    }

    private Object repeat(Work work, long calls) throws Exception {
        for (long i = 0; i < calls; i++) {
            consumed.set(work.call());
            consumed.set(null); // what was made must not take up memory that the next call could use
        }
        return calls;
    }

    private static void await(Future<Object> running) {
        try {
            running.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof PcrlException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
