package dev.pcrl.job;

import dev.pcrl.finetune.Labels;
import dev.pcrl.finetune.Learner;
import dev.pcrl.finetune.ModelDescription;
import dev.pcrl.finetune.Sample;
import dev.pcrl.finetune.Scan;
import dev.pcrl.finetune.SlidingWindow;
import dev.pcrl.metric.Mask;
import dev.pcrl.metric.SegmentationScores;
import dev.pcrl.train.NativeThreads;
import dev.pcrl.train.TaskDevice;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;

/** What a model says of some cases; runs on executors. */
final class EvaluateTask implements FlatMapFunction<Iterator<Integer>, Attempt<EvaluateTask.Answers>> {
    private static final long serialVersionUID = 1;

    private final TestSet test;
    private final double overlap;
    private final int concurrent;

    /** Answers to a task's cases, and the cases that could not be used. */
    record Answers(List<CaseAnswer> cases, List<Quarantined> bad) implements Serializable {
        Answers {
            cases = new ArrayList<>(cases);
            bad = new ArrayList<>(bad);
        }
    }

    /** @param concurrent such tasks that run at a time */
    EvaluateTask(TestSet test, double overlap, int concurrent) {
        this.test = test;
        this.overlap = overlap;
        this.concurrent = concurrent;
    }

    @Override
    public Iterator<Attempt<Answers>> call(Iterator<Integer> numbers) {
        return List.of(Attempt.of(() -> answers(numbers))).iterator();
    }

    private Answers answers(Iterator<Integer> numbers) {
        NativeThreads.shareExecutor(concurrent);
        TaskDevice.use(TaskContext.get());
        List<CaseAnswer> answers = new ArrayList<>();
        List<Quarantined> bad = new ArrayList<>();
        try (TestSet.Opened opened = test.open()) {
            numbers.forEachRemaining(number -> {
                List<Sample> samples = opened.samples(number, bad);
                if (!samples.isEmpty()) {
                    answers.add(SharedHeap.use(() -> answer(samples, opened.description(), opened.learner())));
                }
            });
        }
        return new Answers(answers, bad);
    }

    private CaseAnswer answer(List<Sample> samples, ModelDescription description, Learner learner) {
        Scan scan = samples.get(0).scan();
        if (!description.task().kind().isClassification()) {
            Sample sample = samples.get(0);
            List<Mask> truth = ((Labels.Regions) sample.labels()).masks();
            List<Mask> told =
                    new SlidingWindow(description.window(), overlap).masks(scan, truth.size(), learner::probabilities);
            List<RegionAnswer> regions = IntStream.range(0, truth.size())
                    .mapToObj(i -> RegionAnswer.of(SegmentationScores.of(told.get(i), truth.get(i))))
                    .toList();
            return new CaseAnswer(scan.id(), scan.patient(), regions, List.of());
        }
        List<float[]> told = learner.classify(description.cutter(), samples);
        List<SampleAnswer> answers = IntStream.range(0, told.size())
                .mapToObj(i ->
                        SampleAnswer.of(told.get(i), samples.get(i).labels().truths()))
                .toList();
        return new CaseAnswer(scan.id(), scan.patient(), List.of(), answers);
    }
}
