package dev.pcrl.train;

import dev.pcrl.exchange.Team;
import dev.pcrl.method.StepResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What all workers know of a step when each has its gradient: so all of them go on, end the round or fail alike.
 *
 * @param loss mean over the minibatch
 * @param terms likewise
 * @param views that passed the networks
 * @param stop whether any worker wants the round to end here
 */
record AgreedStep(double loss, Map<String, Double> terms, int views, boolean stop) {
    /**
     * Asks the others.
     *
     * @param weight this worker's share of the minibatch's bundles
     */
    static AgreedStep of(StepResult result, double weight, int views, boolean stop, Team team) {
        List<String> names = result.terms().keySet().stream().sorted().toList(); // in one order on all workers
        List<Double> own = new ArrayList<>(List.of(weight * result.loss(), (double) views, stop ? 1.0 : 0.0));
        names.forEach(name -> own.add(weight * result.terms().get(name)));
        double[] sums = team.sum(own.stream().mapToDouble(Double::doubleValue).toArray());
        Map<String, Double> terms = new TreeMap<>();
        for (int i = 0; i < names.size(); i++) {
            terms.put(names.get(i), sums[3 + i]);
        }
        return new AgreedStep(sums[0], terms, (int) sums[1], sums[2] > 0);
    }
}
