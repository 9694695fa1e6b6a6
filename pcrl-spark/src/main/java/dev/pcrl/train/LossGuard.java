package dev.pcrl.train;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells a run that has gone wrong: a loss that is no number, or one that exploded, {@code loss - median > factor
 * max(|median|, 1)} with the median of the last {@value #WINDOW} losses, or of as many as there are: a run's first loss
 * is compared with nothing. (A loss may be negative: it holds cosines.)
 */
final class LossGuard {
    private static final int WINDOW = 50;

    private final double factor;
    private final Deque<Double> recent = new ArrayDeque<>();

    /**
     * Knows the losses of the steps before.
     *
     * @param factor {@code training.explosion-factor}
     * @param losses oldest first
     */
    LossGuard(double factor, List<Double> losses) {
        this.factor = factor;
        losses.forEach(loss -> remember(recent, loss));
    }

    /** What is wrong with the loss of a step, if anything; remembers it otherwise. */
    Optional<String> check(long step, double loss) {
        if (!Double.isFinite(loss)) {
            return Optional.of("the loss of step " + step + " is " + loss);
        }
        if (!recent.isEmpty()) {
            double[] sorted =
                    recent.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            double median = sorted[sorted.length / 2];
            if (loss - median > factor * Math.max(Math.abs(median), 1)) {
                return Optional.of(String.format(
                        Locale.ROOT, // executors have locales of their own
                        "the loss of step %d exploded: %.4g, where the last steps had about %.4g",
                        step,
                        loss,
                        median));
            }
        }
        remember(recent, loss);
        return Optional.empty();
    }

    /** Adds a loss to those of the last {@value #WINDOW} steps. */
    static void remember(Deque<Double> recent, double loss) {
        recent.addLast(loss);
        if (recent.size() > WINDOW) {
            recent.removeFirst();
        }
    }
}
