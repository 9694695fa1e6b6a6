package dev.pcrl.train;

import dev.pcrl.view.Rule;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How minibatches are divided among the workers of a round: in proportion to their speeds, but with at least
 * {@value #FEWEST} bundles for each, which batch norm needs.
 *
 * @param speeds one for each worker, in any unit
 */
record Division(List<Double> speeds) implements Serializable {
    /** Bundles that a worker has of each minibatch, at least. */
    static final int FEWEST = 2;

    private static final double ROUNDING = 1e-9;

    Division {
        speeds = List.copyOf(speeds);
        Rule.check(!speeds.isEmpty() && speeds.stream().allMatch(s -> s > 0), "speeds", "be greater than 0", speeds);
    }

    /** For workers that are equally fast. */
    static Division even(int workers) {
        return new Division(Collections.nCopies(workers, 1.0));
    }

    /**
     * In proportion to speed, if there is a straggler; else even.
     *
     * @param secondsABundle what each worker takes for one
     * @param ratio who takes more than so many times the fastest's time is a straggler; 0 if nobody is
     */
    static Division among(List<Double> secondsABundle, double ratio) {
        boolean isUneven = ratio > 0 && Collections.max(secondsABundle) > ratio * Collections.min(secondsABundle);
        return isUneven
                ? new Division(
                        secondsABundle.stream().map(seconds -> 1 / seconds).toList())
                : even(secondsABundle.size());
    }

    int workers() {
        return speeds.size();
    }

    /**
     * The first of a minibatch's bundles that belongs to a worker; the next worker's first is the end.
     *
     * @param rank the worker's; the number of workers for the end of the last
     * @param bundles of the minibatch, at least {@value #FEWEST} for each worker
     */
    int begin(int rank, int bundles) {
        int free = bundles - FEWEST * workers();
        Rule.check(free >= 0, "minibatch", "have 2 bundles for each of " + workers() + " workers", bundles);
        return FEWEST * rank + (int) (free * before(rank, bundles) + ROUNDING);
    }

    /** How many of a minibatch's bundles belong to a worker. */
    int share(int rank, int bundles) {
        return begin(rank + 1, bundles) - begin(rank, bundles);
    }

    /**
     * Seconds until each worker has done its part of a minibatch.
     *
     * @param secondsABundle what each worker takes for one
     */
    double seconds(List<Double> secondsABundle, int bundles) {
        return IntStream.range(0, workers())
                .mapToDouble(rank -> secondsABundle.get(rank) * share(rank, bundles))
                .max()
                .orElseThrow();
    }

    /** Share in [0, 1] of the bundles beyond the fewest that goes to the workers before one. */
    private double before(int rank, int bundles) {
        double perSpeed =
                bundles / speeds.stream().mapToDouble(Double::doubleValue).sum();
        double[] beyond = speeds.stream()
                .mapToDouble(speed -> Math.max(0, speed * perSpeed - FEWEST))
                .toArray();
        double before = 0;
        double all = 0;
        for (int i = 0; i < beyond.length; i++) {
            before += i < rank ? beyond[i] : 0;
            all += beyond[i];
        }
        return all == 0 ? 0 : before / all;
    }
}
