package dev.pcrl.train;

import dev.pcrl.exchange.Team;
import dev.pcrl.method.StepResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What all workers know of a step when each has its gradient: so all of them go on, end the round or fail alike.
 *
 * @param loss mean over the minibatch
 * @param terms likewise
 * @param views that passed the networks
 * @param stop whether any worker wants the run to end here
 * @param secondsABundle what each worker took for one
 */
record AgreedStep(double loss, Map<String, Double> terms, int views, boolean stop, List<Double> secondsABundle) {
    /**
     * One worker's part of a step.
     *
     * @param weight its share of the minibatch's bundles
     * @param views that passed the networks
     * @param stop whether it wants the run to end here
     * @param secondsABundle what it took for one
     */
    record Part(double weight, int views, boolean stop, double secondsABundle) {}

    /** Asks the others. */
    static AgreedStep of(StepResult result, Part part, Team team) {
        List<String> names = result.terms().keySet().stream().sorted().toList(); // in one order on all workers
        List<Double> own =
                new ArrayList<>(List.of(part.weight * result.loss(), (double) part.views, part.stop ? 1.0 : 0.0));
        names.forEach(name -> own.add(part.weight * result.terms().get(name)));
        IntStream.range(0, team.workers()).forEach(rank -> own.add(rank == team.rank() ? part.secondsABundle : 0));
        double[] sums = team.sum(own.stream().mapToDouble(Double::doubleValue).toArray());
        Map<String, Double> terms = new TreeMap<>();
        for (int i = 0; i < names.size(); i++) {
            terms.put(names.get(i), sums[3 + i]);
        }
        List<Double> seconds =
                Arrays.stream(sums).skip(3 + names.size()).boxed().toList();
        return new AgreedStep(sums[0], terms, (int) sums[1], sums[2] > 0, seconds);
    }
}
