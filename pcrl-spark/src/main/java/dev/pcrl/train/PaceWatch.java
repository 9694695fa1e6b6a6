package dev.pcrl.train;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Notices in mid-round that minibatches ought to be divided anew, because a worker has become slow, or is no longer so.
 * All workers tell it the same times, so that all of them end the round with the same step.
 */
final class PaceWatch {
    /** Over so many steps the median counts: an odd hiccup does not end a round, four slow ones do. */
    static final int STEPS = 7;

    private static final int WARM_UP = 10; // a round's first steps are slow on any worker, and on a new one slower
    private static final double GAIN = 1.2; // what is less is not worth a round's end

    private final Division division;
    private final double ratio;
    private final Deque<List<Double>> recent = new ArrayDeque<>();
    private int steps;

    /**
     * A watch over one round.
     *
     * @param division the round's
     * @param ratio who takes more than so many times the fastest's time for a bundle is a straggler; 0 if nobody is
     */
    PaceWatch(Division division, double ratio) {
        this.division = division;
        this.ratio = ratio;
    }

    /**
     * Is told a step.
     *
     * @param bundles of its minibatch
     * @param secondsABundle what each worker took for one
     * @return whether the round should end with it
     */
    boolean isUneven(int bundles, List<Double> secondsABundle) {
        steps++;
        if (ratio == 0 || steps <= WARM_UP) {
            return false;
        }
        recent.add(secondsABundle);
        if (recent.size() < STEPS) {
            return false;
        }
        List<Double> paces = IntStream.range(0, division.workers())
                .mapToObj(rank ->
                        Pace.median(recent.stream().map(step -> step.get(rank)).toList()))
                .toList();
        recent.remove();
        double better = Division.among(paces, ratio).seconds(paces, bundles);
        return division.seconds(paces, bundles) > GAIN * better;
    }
}
