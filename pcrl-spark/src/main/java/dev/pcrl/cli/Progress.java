package dev.pcrl.cli;

import dev.pcrl.train.StepRecord;
import dev.pcrl.train.TrainingListener;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how a run goes on: a bar on a terminal, a plain line every few seconds elsewhere. */
final class Progress implements AutoCloseable {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);
    private static final double SMOOTHING = 0.1; // weight of the newest step

    private final PrintWriter out;
    private final boolean terminal;
    private ProgressBar bar;

    Progress(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** A message between the steps. */
    void line(String message) {
        out.println(message);
    }

    /** What shows a run of so many steps. */
    TrainingListener of(long steps) {
        Smoothed smoothed = new Smoothed();
        if (!terminal) {
            long[] last = {System.nanoTime() - BETWEEN_LINES.toNanos()};
            return step -> {
                smoothed.add(step);
                boolean due = System.nanoTime() - last[0] >= BETWEEN_LINES.toNanos();
                if (due || step.step() + 1 == steps) {
                    last[0] = System.nanoTime();
                    out.printf(
                            "step %d/%d  %s  ETA %s%n",
                            step.step() + 1, steps, smoothed, smoothed.remaining(steps - step.step() - 1));
                }
            };
        }
        return step -> {
            smoothed.add(step);
            if (bar == null) { // a resumed run does not start at 0
                bar = new ProgressBarBuilder()
                        .setTaskName("pretrain")
                        .setInitialMax(steps)
                        .startsFrom(step.step(), Duration.ZERO)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setConsumer(new ConsoleProgressBarConsumer(System.err))
                        .build();
            }
            bar.stepTo(step.step() + 1);
            bar.setExtraMessage(" " + smoothed);
        };
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }

    /** Running means: each step draws another scale, so single losses jump. */
    private static final class Smoothed {
        private StepRecord newest;
        private double loss = Double.NaN;
        private double seconds = Double.NaN;
        private double viewsPerSecond = Double.NaN;
        private final Map<String, Double> terms = new TreeMap<>();

        void add(StepRecord step) {
            newest = step;
            loss = mix(loss, step.loss());
            seconds = mix(seconds, step.seconds());
            viewsPerSecond = mix(viewsPerSecond, step.views() / step.seconds());
            step.terms().forEach((name, value) -> terms.merge(name, value, Smoothed::mix));
        }

        private static double mix(double old, double value) {
            return Double.isNaN(old) ? value : (1 - SMOOTHING) * old + SMOOTHING * value;
        }

        String remaining(long steps) {
            Duration left = Duration.ofSeconds((long) (steps * seconds));
            return left.toHours() > 0
                    ? left.toHours() + " h " + left.toMinutesPart() + " min"
                    : left.toMinutes() + " min " + left.toSecondsPart() + " s";
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(String.format("epoch %d  loss %.4f", newest.epoch() + 1, loss));
            terms.forEach((name, value) -> text.append(String.format("  %s %.4f", name, value)));
            return text.append(String.format("  %.1f views/s", viewsPerSecond)).toString();
        }
    }
}
