package dev.pcrl.train;

import dev.pcrl.random.RandomStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * In which order the bundles of a data set are seen, and how they fall into minibatches: a function of seed, epoch and
 * the bundles' ids. Each epoch sees each bundle once.
 *
 * <p>Shards are shuffled, put into windows of {@value #WINDOW}, and bundles are shuffled within a window. Bundles went
 * to shards by a hash, so a window is itself a random sample; a round needs to read only the windows that it touches,
 * and a data set of up to {@value #WINDOW} shards is shuffled as a whole.
 */
public final class EpochOrder {
    static final int WINDOW = 16;

    private final List<Shard> shards;
    private final int bundles;
    private final int stepsPerEpoch;
    private final long seed;

    /**
     * One file of bundles.
     *
     * @param file its URI
     * @param bundles ids of its bundles
     */
    public record Shard(String file, List<Long> bundles) implements Serializable {
        public Shard {
            bundles = bundles.stream().sorted().toList();
        }

        /** Does not depend on the name that Spark gave the file. */
        private long key() {
            return bundles.get(0);
        }
    }

    /** A bundle in its place: step of the epoch, and the shard that holds it. */
    public record Place(long bundle, String file) implements Serializable {}

    /**
     * @param shards all bundles
     * @param batchSize bundles of a minibatch, at least 2
     * @throws IllegalArgumentException if there are fewer than two bundles, which batch norm cannot do without
     */
    public EpochOrder(List<Shard> shards, int batchSize, long seed) {
        this.shards = shards.stream()
                .filter(shard -> !shard.bundles().isEmpty())
                .sorted(Comparator.comparingLong(Shard::key))
                .toList();
        this.bundles =
                this.shards.stream().mapToInt(shard -> shard.bundles().size()).sum();
        if (bundles < 2) {
            throw new IllegalArgumentException("training needs at least 2 bundles, not " + bundles);
        }
        int fewest = (bundles + batchSize - 1) / batchSize;
        this.stepsPerEpoch = Math.max(1, Math.min(fewest, bundles / 2)); // no minibatch of one bundle
        this.seed = seed;
    }

    /** Number of bundles. */
    public int bundles() {
        return bundles;
    }

    /** Steps of an epoch. Its minibatches differ in size by one bundle at most, none is dropped. */
    public int stepsPerEpoch() {
        return stepsPerEpoch;
    }

    /** Bundles of the smallest minibatch. */
    public int smallestBatch() {
        return bundles / stepsPerEpoch;
    }

    /** Bundles of a global step's minibatch. */
    public int batchSize(long step) {
        return end(step) - begin(step);
    }

    private int begin(long step) {
        return (int) (step % stepsPerEpoch * bundles / stepsPerEpoch);
    }

    private int end(long step) {
        return (int) ((step % stepsPerEpoch + 1) * bundles / stepsPerEpoch);
    }

    /** The epoch of a global step, from 0. */
    public int epoch(long step) {
        return Math.toIntExact(step / stepsPerEpoch);
    }

    /** The bundles of a global step's minibatch, in order. */
    public List<Place> batch(long step) {
        return batches(step, 1).get(0);
    }

    /** The minibatches of consecutive steps. */
    public List<List<Place>> batches(long firstStep, int steps) {
        List<List<Place>> batches = new ArrayList<>();
        List<Place> order = List.of();
        for (long step = firstStep; step < firstStep + steps; step++) {
            if (order.isEmpty() || step % stepsPerEpoch == 0) {
                order = order(epoch(step));
            }
            batches.add(List.copyOf(order.subList(begin(step), end(step))));
        }
        return batches;
    }

    private List<Place> order(int epoch) {
        RandomStream stream = RandomStream.of(seed).child("order").child(epoch);
        List<Shard> shuffled = shuffle(shards, Shard::key, stream.child("shards"));
        List<Place> order = new ArrayList<>();
        for (int begin = 0; begin < shuffled.size(); begin += WINDOW) {
            List<Place> window = new ArrayList<>();
            for (Shard shard : shuffled.subList(begin, Math.min(begin + WINDOW, shuffled.size()))) {
                shard.bundles().forEach(bundle -> window.add(new Place(bundle, shard.file())));
            }
            order.addAll(shuffle(window, Place::bundle, stream.child("bundles")));
        }
        return order;
    }

    /** Sorts by a random number that belongs to each item, whatever order the items come in. */
    private static <T> List<T> shuffle(List<T> items, ToLongFunction<T> key, RandomStream stream) {
        return items.stream()
                .sorted(Comparator.comparingLong(
                                (T item) -> stream.child(key.applyAsLong(item)).key())
                        .thenComparingLong(key))
                .toList();
    }
}
