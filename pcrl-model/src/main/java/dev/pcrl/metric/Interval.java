package dev.pcrl.metric;

import dev.pcrl.metric.MetricValue.Defined;
import dev.pcrl.view.Rule;

/**
 * A confidence interval.
 *
 * @param level how often such intervals hold the true value, in (0, 1): 0.95
 * @param lower lower end
 * @param upper upper end; undefined if the lower one is, and for the same reason
 */
public record Interval(double level, MetricValue lower, MetricValue upper) {
    public Interval {
        Rule.check(level > 0 && level < 1, "level", "be in (0, 1)", level);
        if (lower instanceof Defined low && upper instanceof Defined high) {
            Rule.check(low.value() <= high.value(), "lower", "be at most upper", low + ", " + high);
        } else {
            Rule.check(lower.equals(upper), "lower", "be undefined as upper is", lower + ", " + upper);
        }
    }

    static Interval of(double level, double lower, double upper) {
        return new Interval(level, MetricValue.of(lower), MetricValue.of(upper));
    }

    static Interval undefined(double level, String reason) {
        MetricValue none = MetricValue.undefined(reason);
        return new Interval(level, none, none);
    }
}
