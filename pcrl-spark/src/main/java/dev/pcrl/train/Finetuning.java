package dev.pcrl.train;

import dev.pcrl.config.FinetuneConfig;
import dev.pcrl.config.FittingSettings;
import dev.pcrl.failure.UsageException;
import dev.pcrl.finetune.Example;
import dev.pcrl.finetune.ExampleCutter;
import dev.pcrl.finetune.Learner;
import dev.pcrl.finetune.Model;
import dev.pcrl.finetune.ModelDescription;
import dev.pcrl.finetune.Sample;
import dev.pcrl.finetune.SampleOrder;
import dev.pcrl.finetune.SlidingWindow;
import dev.pcrl.metric.MetricValue;
import dev.pcrl.metric.MetricValue.Defined;
import dev.pcrl.network.SupervisedNetwork;
import dev.pcrl.optimise.CosineSchedule;
import dev.pcrl.optimise.Sgd;
import dev.pcrl.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Fine-tunes a network, epoch by epoch, until there are no more or validation has not improved for long. All that is
 * random is a function of the seed and the global step, so that a run that was interrupted ends as if it had not been.
 */
public final class Finetuning {
    private final FinetuneConfig config;
    private final ModelDescription description;
    private final SampleOrder order;
    private final ExampleCutter cutter;
    private final Validation validation;
    private final CosineSchedule schedule;
    private final RandomStream random;

    /** Keeps what an epoch brings. */
    @FunctionalInterface
    public interface Logbook {
        /**
         * Called at the end of each epoch.
         *
         * @param state to go on from
         * @param best the model, if it is the best so far
         */
        void epochDone(EpochRecord record, TrainingState state, Optional<Model> best);
    }

    /**
     * @param train at least one
     * @param validation negatives among them are drawn once; may be none: then the last epoch's model is the best
     */
    public Finetuning(
            FinetuneConfig config, ModelDescription description, List<Sample> train, List<Sample> validation) {
        this.config = config;
        this.description = description;
        this.random = RandomStream.of(config.seed()).child("finetune");
        this.order = order(train, "order");
        this.cutter = description.cutter();
        List<Sample> drawn = validation.isEmpty()
                ? validation
                : order(validation, "validation").round(0);
        this.validation = new Validation(
                description.task(), cutter, new SlidingWindow(description.window(), description.overlap()), drawn);
        this.schedule = new CosineSchedule(
                config.fitting().learningRate(), config.fitting().steps());
    }

    private SampleOrder order(List<Sample> samples, String name) {
        return new SampleOrder(samples, config.labels().negativesPerPositive(), random.child(name));
    }

    /**
     * Fine-tunes.
     *
     * @param start its step is the number of epochs that are done
     * @param done what they brought
     */
    public void run(TrainingState start, List<EpochRecord> done, Logbook logbook) {
        FittingSettings fitting = config.fitting();
        SupervisedNetwork network = description.toNetwork();
        INDArray parameters = start.parameters();
        Sgd optimiser = new Sgd(network.layout(), start.velocity(), fitting.momentum(), fitting.weightDecay());
        List<EpochRecord> epochs = new ArrayList<>(done);
        try (Learner learner =
                new Learner(network, parameters, optimiser, config.task().loss())) {
            while (epochs.size() < fitting.epochs() && !isOverdue(epochs)) {
                EpochRecord record = epoch(epochs, learner);
                epochs.add(record);
                logbook.epochDone(
                        record,
                        TrainingState.of(record.epoch(), parameters, optimiser.velocity(), 0),
                        record.isBest() ? Optional.of(new Model(description, parameters)) : Optional.empty());
            }
        }
    }

    /** Whether the best epoch is too long ago. */
    private boolean isOverdue(List<EpochRecord> epochs) {
        int patience = config.fitting().patience();
        int best = epochs.stream()
                .filter(EpochRecord::isBest)
                .mapToInt(EpochRecord::epoch)
                .max()
                .orElse(0);
        return patience > 0 && epochs.size() - best >= patience;
    }

    private EpochRecord epoch(List<EpochRecord> before, Learner learner) {
        long begin = System.nanoTime();
        int epoch = before.size();
        int steps = config.fitting().stepsPerEpoch();
        double sum = 0;
        for (long step = (long) epoch * steps; step < (epoch + 1L) * steps; step++) {
            sum += step(step, epoch, learner);
        }
        MetricValue value = validation.of(learner);
        double seconds = (System.nanoTime() - begin) / 1e9;
        double rate = schedule.rate((epoch + 1L) * steps - 1);
        if (!(value instanceof Defined known)) {
            return new EpochRecord(epoch + 1, sum / steps, rate, false, 0, true, seconds);
        }
        boolean isBest =
                before.stream().noneMatch(record -> record.isValidated() && record.validation() >= known.value());
        return new EpochRecord(epoch + 1, sum / steps, rate, true, known.value(), isBest, seconds);
    }

    private double step(long step, int epoch, Learner learner) {
        FittingSettings fitting = config.fitting();
        List<Example> examples = new ArrayList<>();
        RandomStream stream = random.child("example").child(step);
        for (Sample sample : order.batch(step, fitting.batchSize())) {
            examples.add(cutter.training(
                    sample, config.augmentation(), stream.child(examples.size()).generator()));
        }
        double rate = schedule.rate(step);
        double loss = learner.step(examples, rate, epoch < fitting.freezeEpochs() ? 0 : rate * fitting.encoderRate());
        if (!Double.isFinite(loss)) {
            throw new UsageException("the loss is not a number at step " + step + ": fitting.learning-rate = "
                    + fitting.learningRate() + " is too high for this");
        }
        return loss;
    }
}
