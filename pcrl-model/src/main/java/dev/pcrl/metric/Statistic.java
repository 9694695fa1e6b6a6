package dev.pcrl.metric;

import dev.pcrl.metric.MetricValue.Defined;
import java.util.List;

/** A number that samples come to, such as a mean of values or an AUROC; what {@link Bootstrap} bootstraps. */
@FunctionalInterface
public interface Statistic {
    /** The value for samples that take part so many times. */
    MetricValue of(Resample resample);

    /** The difference to another statistic of the same samples. */
    default Statistic minus(Statistic other) {
        return resample -> of(resample).minus(other.of(resample));
    }

    /** The mean of one value a sample, of those that are defined. */
    static Statistic mean(List<MetricValue> values) {
        double[] numbers = new double[values.size()];
        boolean[] isDefined = new boolean[values.size()];
        for (int i = 0; i < numbers.length; i++) {
            if (values.get(i) instanceof Defined known) {
                numbers[i] = known.value();
                isDefined[i] = true;
            }
        }
        return resample -> {
            double sum = 0;
            long count = 0;
            for (int i = 0; i < numbers.length; i++) {
                if (isDefined[i]) {
                    sum += resample.times(i) * numbers[i];
                    count += resample.times(i);
                }
            }
            return count > 0 ? MetricValue.of(sum / count) : MetricValue.undefined("no defined value");
        };
    }

    /**
     * The mean of several statistics (classes) of the same samples: of those which the samples as they are define. In a
     * resample that leaves one of these undefined the mean is undefined, too, since the others' mean is another number.
     */
    static Statistic meanOf(List<Statistic> statistics, int samples) {
        Resample once = Resample.once(samples);
        List<Statistic> defined = statistics.stream()
                .filter(statistic -> statistic.of(once).isDefined())
                .toList();
        return resample -> {
            MetricMean mean = MetricMean.of(
                    defined.stream().map(statistic -> statistic.of(resample)).toList());
            return mean.undefined().isEmpty()
                    ? mean.value()
                    : MetricValue.undefined(String.join("; ", mean.undefined().keySet()));
        };
    }
}
