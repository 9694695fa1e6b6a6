package dev.pcrl.train;

import dev.pcrl.dataset.Truth;
import dev.pcrl.failure.UsageException;
import dev.pcrl.finetune.ExampleCutter;
import dev.pcrl.finetune.Labels;
import dev.pcrl.finetune.Learner;
import dev.pcrl.finetune.Sample;
import dev.pcrl.finetune.SlidingWindow;
import dev.pcrl.finetune.Task;
import dev.pcrl.metric.Mask;
import dev.pcrl.metric.MetricMean;
import dev.pcrl.metric.MetricValue;
import dev.pcrl.metric.Overlap;
import dev.pcrl.metric.Predictions;
import dev.pcrl.metric.Resample;
import java.util.ArrayList;
import java.util.List;

/** The number by which a fine-tuning chooses its best model: mean Dice of the regions, or mean AUROC of the classes. */
final class Validation {
    private final Task task;
    private final ExampleCutter cutter;
    private final SlidingWindow sliding;
    private final List<Sample> samples;

    Validation(Task task, ExampleCutter cutter, SlidingWindow sliding, List<Sample> samples) {
        this.task = task;
        this.cutter = cutter;
        this.sliding = sliding;
        this.samples = samples;
    }

    MetricValue of(Learner learner) {
        if (samples.isEmpty()) {
            return MetricValue.undefined("no validation cases");
        }
        return task.kind().isClassification() ? auroc(learner) : dice(learner);
    }

    private MetricValue dice(Learner learner) {
        List<MetricValue> values = new ArrayList<>();
        for (Sample sample : samples) {
            List<Mask> truth = ((Labels.Regions) sample.labels()).masks();
            List<Mask> told = sliding.masks(sample.scan(), truth.size(), learner::probabilities);
            for (int i = 0; i < truth.size(); i++) {
                values.add(MetricValue.of(Overlap.of(told.get(i), truth.get(i)).dice()));
            }
        }
        return MetricMean.of(values).value();
    }

    private MetricValue auroc(Learner learner) {
        double[][] scores = new double[samples.size()][];
        Truth[][] truths = new Truth[samples.size()][];
        List<float[]> told = learner.classify(cutter, samples);
        for (int i = 0; i < scores.length; i++) {
            scores[i] = doubles(told.get(i));
            truths[i] = samples.get(i).labels().truths().toArray(Truth[]::new);
        }
        return new Predictions(task.names(), scores, truths).meanAuroc().of(Resample.once(scores.length));
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < doubles.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new UsageException(
                        "the network's output is not a number: fitting.learning-rate is too high for this");
            }
            doubles[i] = values[i];
        }
        return doubles;
    }
}
