package dev.pcrl.train;

import dev.pcrl.failure.UnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkException;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/**
 * Waits for a round's job, and gives it up when nothing has happened for too long (no step, no task begun or ended), or
 * when a worker has failed and others do not end: one that stands still cannot.
 */
final class RoundWatch extends SparkListener implements AutoCloseable {
    private static final Duration POLL = Duration.ofSeconds(1);

    /**
     * In which workers say what they know: the others of a worker that has failed, or those whose own patience ends
     * when nothing happens, since they know who waits for whom.
     */
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final SparkContext spark;
    private final Duration patience;
    private final LiveSteps live;
    private final AtomicLong events = new AtomicLong();

    /** @param stall after which a worker gives up waiting for another; the driver has a little more patience */
    RoundWatch(SparkContext spark, Duration stall, LiveSteps live) {
        this.spark = spark;
        this.patience = stall.plus(FAREWELL);
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
     * @return what each worker has brought back; if one has failed, perhaps not all have
     * @throws SparkException if the job fails
     * @throws UnavailableException if it stands still; it is then cancelled
     */
    List<RoundResult> await(RoundJob job) throws SparkException {
        long seen = -1;
        long since = System.nanoTime();
        try {
            while (!job.await(POLL)) {
                long now = events.get() + live.news();
                if (now != seen) {
                    seen = now;
                    since = System.nanoTime();
                }
                Duration still = Duration.ofNanos(System.nanoTime() - since);
                if (job.hasFailedWorker() && still.compareTo(FAREWELL) > 0) {
                    List<RoundResult> results = job.results();
                    job.cancel();
                    return results;
                }
                if (still.compareTo(patience) > 0) {
                    job.cancel();
                    throw new UnavailableException(
                            "the driver waited " + patience.toSeconds() + " s for a step of any worker", null);
                }
            }
            return job.results();
        } catch (InterruptedException e) {
            job.cancel();
            Thread.currentThread().interrupt();
            throw new UnavailableException("interrupted while waiting for a round", e);
        }
    }

    @Override
    public void close() {
        spark.removeSparkListener(this);
    }
}
