package dev.pcrl.bench;

import java.util.List;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;

/**
 * The middle of some numbers and the middle of each half.
 *
 * @param lower quartile
 * @param median the middle
 * @param upper quartile
 */
public record Quartiles(double lower, double median, double upper) {
    /** Linear between neighbours, as NumPy's default, which the peers' scripts use. */
    static Quartiles of(List<Double> numbers) {
        double[] values = numbers.stream().mapToDouble(Double::doubleValue).toArray();
        Percentile percentile = new Percentile().withEstimationType(EstimationType.R_7);
        percentile.setData(values);
        return new Quartiles(percentile.evaluate(25), percentile.evaluate(50), percentile.evaluate(75));
    }
}
