package dev.pcrl.train;

import dev.pcrl.failure.UnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/** Waits for a round's job, and gives it up when nothing has happened for too long: no step, no task begun or ended. */
final class RoundWatch extends SparkListener implements AutoCloseable {
    private static final long POLL_SECONDS = 1;

    private final SparkContext spark;
    private final Duration stall;
    private final LiveSteps live;
    private final AtomicLong events = new AtomicLong();

    RoundWatch(SparkContext spark, Duration stall, LiveSteps live) {
        this.spark = spark;
        this.stall = stall;
        this.live = live;
        spark.addSparkListener(this);
    }

    @Override
    public void onTaskStart(SparkListenerTaskStart start) {
        events.incrementAndGet();
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
        events.incrementAndGet();
    }

    /**
     * Waits.
     *
     * @throws SparkException if the job fails
     * @throws UnavailableException if it stands still; it is then cancelled
     */
    List<RoundResult> await(JavaFutureAction<List<RoundResult>> round) throws SparkException {
        long seen = -1;
        long since = System.nanoTime();
        while (true) {
            try {
                return round.get(POLL_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                long now = events.get() + live.told();
                if (now != seen) {
                    seen = now;
                    since = System.nanoTime();
                } else if (Duration.ofNanos(System.nanoTime() - since).compareTo(stall) > 0) {
                    round.cancel(true);
                    throw new UnavailableException(
                            "the driver waited " + stall.toSeconds() + " s for a step of any worker", e);
                }
            } catch (ExecutionException e) {
                if (e.getCause() instanceof SparkException failure) {
                    throw failure;
                }
                throw e.getCause() instanceof RuntimeException failure
                        ? failure
                        : new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                round.cancel(true);
                Thread.currentThread().interrupt();
                throw new UnavailableException("interrupted while waiting for a round", e);
            }
        }
    }

    @Override
    public void close() {
        spark.removeSparkListener(this);
    }
}
