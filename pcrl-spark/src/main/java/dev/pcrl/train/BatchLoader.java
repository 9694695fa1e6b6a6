package dev.pcrl.train;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.failure.UnavailableException;
import dev.pcrl.layer.WorkEvent;
import dev.pcrl.method.ViewBatch;
import dev.pcrl.view.Augmenter;
import dev.pcrl.view.TrainingViews;
import dev.pcrl.view.ViewBundle;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Minibatches of a round in the order of its steps, augmented ahead of time on threads of its own while the worker's
 * thread computes. The bundles themselves are pulled from Spark on the worker's thread, which is the task's.
 */
public final class BatchLoader implements AutoCloseable {
    private static final int BATCHES_AHEAD = 2;

    private final Iterator<ViewBundle> bundles;
    private final Iterator<PlannedBatch> plan;
    private final Augmenter augmenter;
    private final long seed;
    private final ExecutorService threads;
    private final Deque<List<Future<TrainingViews>>> ahead = new ArrayDeque<>();

    /** A step's minibatch: how many bundles, in which epoch. */
    public record PlannedBatch(int size, int epoch) implements Serializable {}

    /**
     * @param bundles in the order of the plan
     * @param plan sizes of the minibatches
     * @param threads that augment
     */
    public BatchLoader(
            Iterator<ViewBundle> bundles, Iterator<PlannedBatch> plan, Augmenter augmenter, long seed, int threads) {
        this.bundles = bundles;
        this.plan = plan;
        this.augmenter = augmenter;
        this.seed = seed;
        this.threads = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "pcrl-augment");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The next minibatch; waits for it if it is not ready. */
    public ViewBatch next() {
        try (WorkEvent ignored = WorkEvent.of(BatchLoader.class)) {
            while (ahead.size() <= BATCHES_AHEAD && plan.hasNext()) {
                ahead.addLast(submit(plan.next()));
            }
            List<TrainingViews> views = new ArrayList<>();
            for (Future<TrainingViews> future : ahead.removeFirst()) {
                views.add(await(future));
            }
            return Batches.assemble(views);
        }
    }

    private List<Future<TrainingViews>> submit(PlannedBatch batch) {
        List<Future<TrainingViews>> futures = new ArrayList<>();
        for (int i = 0; i < batch.size; i++) {
            if (!bundles.hasNext()) {
                throw new BadDataException("shards", "bundles", "fewer than the index of the data set promises");
            }
            ViewBundle bundle = bundles.next();
            futures.add(threads.submit(() -> augmenter.augment(bundle, seed, batch.epoch)));
        }
        return futures;
    }

    private static TrainingViews await(Future<TrainingViews> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("interrupted while waiting for a minibatch", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OutOfMemoryError error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
