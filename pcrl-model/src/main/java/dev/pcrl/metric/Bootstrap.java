package dev.pcrl.metric;

import static java.util.Objects.requireNonNull;

import dev.pcrl.metric.MetricValue.Defined;
import dev.pcrl.random.RandomStream;
import dev.pcrl.view.Rule;
import java.util.Arrays;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;

/**
 * Percentile bootstrap intervals (Efron, Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13): clusters are
 * drawn with replacement, as many as there are, B times; the interval goes from the {@code (1 - level) / 2} to the
 * {@code (1 + level) / 2} quantile of the statistic's B values. Whole clusters are drawn and nothing within them
 * (Davison, Hinkley, Bootstrap Methods and their Application, 1997, section 3.8, strategy 1).
 *
 * <p>A statistic may have no value in a resample: an AUROC if no positive was drawn. Such resamples are counted and
 * left out, which is the same as to draw them again, and makes the interval one under the condition that there is a
 * value. If they are more than {@code 1 - level} of all, they outnumber what lies outside of the interval, which then
 * says nothing and is undefined.
 *
 * <p>Resample i is the same for all statistics of the same clusters.
 *
 * @param resamples B, at least 100
 * @param level in (0, 1)
 * @param random what resamples are drawn from
 */
public record Bootstrap(int resamples, double level, RandomStream random) {
    public Bootstrap {
        Rule.check(resamples >= 100, "resamples", "be at least 100", resamples);
        Rule.check(level > 0 && level < 1, "level", "be in (0, 1)", level);
        requireNonNull(random, "random");
    }

    /** 95 % intervals of 1000 resamples. */
    public static Bootstrap standard(RandomStream random) {
        return new Bootstrap(1000, 0.95, random);
    }

    /** The interval of a statistic; undefined if there are less than two clusters. */
    public ResampledInterval interval(Statistic statistic, Clusters clusters) {
        if (clusters.count() < 2) {
            return ResampledInterval.none(level, "an interval needs two cases of different patients");
        }
        double[] values = new double[resamples];
        int defined = 0;
        for (int i = 0; i < resamples; i++) {
            Resample resample = clusters.draw(random.child(i).generator());
            if (statistic.of(resample) instanceof Defined known) {
                values[defined++] = known.value();
            }
        }
        return new ResampledInterval(interval(Arrays.copyOf(values, defined)), resamples, resamples - defined);
    }

    private Interval interval(double[] values) {
        int undefined = resamples - values.length;
        if (undefined > (1 - level) * resamples) {
            return Interval.undefined(level, "no value in " + undefined + " of " + resamples + " resamples");
        }
        Percentile percentile = new Percentile().withEstimationType(EstimationType.R_7);
        percentile.setData(values);
        return Interval.of(level, percentile.evaluate(50 * (1 - level)), percentile.evaluate(50 * (1 + level)));
    }
}
