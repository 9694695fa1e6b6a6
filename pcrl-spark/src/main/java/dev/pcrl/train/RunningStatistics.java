package dev.pcrl.train;

import dev.pcrl.exchange.Team;
import dev.pcrl.network.Parameter;
import dev.pcrl.network.ParameterLayout;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Batch norm's running means and variances of all workers, which differ within a round, as each worker has normalised
 * bundles of its own: at the round's end they become their mean, weighted by the bundles that each worker has seen.
 */
final class RunningStatistics {
    private final ParameterLayout layout;

    RunningStatistics(ParameterLayout layout) {
        this.layout = layout;
    }

    /**
     * Replaces a worker's statistics by the mean over the workers.
     *
     * @param parameters [1, length], changed in place
     * @param weight this worker's share of the round's bundles; those of all workers make 1
     * @return how far the workers' statistics were apart: the root of the weighted mean of squared distances from the
     *     mean, relative to its norm
     */
    double combine(INDArray parameters, double weight, Team team) {
        List<INDArray> slots = layout.statistics().stream()
                .map(statistic -> slot(parameters, statistic))
                .toList();
        try (INDArray own = Nd4j.concat(1, slots.toArray(INDArray[]::new));
                INDArray mean = own.mul(weight)) {
            team.sum(mean);
            long begin = 0;
            for (INDArray slot : slots) {
                slot.assign(ParameterLayout.interval(mean, begin, begin + slot.length()));
                begin += slot.length();
            }
            double distance = own.distance2(mean);
            double squares = team.sum(weight * distance * distance)[0];
            return Math.sqrt(squares) / mean.norm2Number().doubleValue();
        }
    }

    private static INDArray slot(INDArray parameters, Parameter statistic) {
        return ParameterLayout.interval(parameters, statistic.offset(), statistic.end());
    }
}
