package dev.pcrl.job;

import dev.pcrl.dataset.Manifest;
import dev.pcrl.dataset.ManifestEntry;
import dev.pcrl.dataset.ManifestLines;
import dev.pcrl.dataset.Split;
import dev.pcrl.dicom.SeriesSettings;
import dev.pcrl.finetune.CaseReader;
import dev.pcrl.finetune.ExampleCutter;
import dev.pcrl.finetune.Labels;
import dev.pcrl.finetune.Learner;
import dev.pcrl.finetune.Model;
import dev.pcrl.finetune.ModelDescription;
import dev.pcrl.finetune.ModelFile;
import dev.pcrl.finetune.Sample;
import dev.pcrl.finetune.SlidingWindow;
import dev.pcrl.metric.Mask;
import dev.pcrl.metric.SegmentationScores;
import dev.pcrl.store.Store;
import dev.pcrl.train.NativeThreads;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.util.SerializableConfiguration;

/** What a model says of some cases; runs on executors. */
final class EvaluateTask implements FlatMapFunction<Iterator<Integer>, Attempt<EvaluateTask.Answers>> {
    private static final long serialVersionUID = 1;

    private static final int BATCH = 16;

    private final String model;
    private final String manifest;
    private final Split split;
    private final double overlap;
    private final int concurrent;
    private final SerializableConfiguration hadoop;

    /** Answers to a task's cases, and the cases that could not be used. */
    record Answers(List<CaseAnswer> cases, List<Quarantined> bad) implements Serializable {
        Answers {
            cases = new ArrayList<>(cases);
            bad = new ArrayList<>(bad);
        }
    }

    /** @param concurrent such tasks that share a machine */
    EvaluateTask(
            String model,
            String manifest,
            Split split,
            double overlap,
            int concurrent,
            SerializableConfiguration hadoop) {
        this.model = model;
        this.manifest = manifest;
        this.split = split;
        this.overlap = overlap;
        this.concurrent = concurrent;
        this.hadoop = hadoop;
    }

    @Override
    public Iterator<Attempt<Answers>> call(Iterator<Integer> numbers) {
        return List.of(Attempt.of(() -> answers(numbers))).iterator();
    }

    private Answers answers(Iterator<Integer> numbers) {
        NativeThreads.share(concurrent);
        Store store = new Store(hadoop.value());
        Model trained = ModelFile.read(store, Store.path(model));
        ModelDescription description = trained.description();
        Manifest all = ManifestLines.read(store, Store.path(manifest));
        List<ManifestEntry> cases = new LabelledCases(all, description.task(), manifest).of(split);
        CaseReader reader = new CaseReader(
                store,
                SeriesSettings.STRICT,
                description.intensity(),
                description.task(),
                description.network().channels());
        List<CaseAnswer> answers = new ArrayList<>();
        List<Quarantined> bad = new ArrayList<>();
        try (Learner learner = trained.open()) {
            numbers.forEachRemaining(number -> {
                ManifestEntry entry = cases.get(number);
                List<Sample> samples = LabelledCases.read(reader, List.of(entry), bad);
                if (!samples.isEmpty()) {
                    answers.add(answer(entry, samples, description, learner));
                }
            });
        }
        return new Answers(answers, bad);
    }

    private CaseAnswer answer(
            ManifestEntry entry, List<Sample> samples, ModelDescription description, Learner learner) {
        if (!description.task().kind().isClassification()) {
            Sample sample = samples.get(0);
            List<Mask> truth = ((Labels.Regions) sample.labels()).masks();
            List<Mask> told = new SlidingWindow(description.window(), overlap)
                    .masks(sample.scan(), truth.size(), learner::probabilities);
            List<RegionAnswer> regions = IntStream.range(0, truth.size())
                    .mapToObj(i -> RegionAnswer.of(SegmentationScores.of(told.get(i), truth.get(i))))
                    .toList();
            return new CaseAnswer(entry.id(), entry.patient(), regions, List.of());
        }
        ExampleCutter cutter = new ExampleCutter(description.window());
        List<SampleAnswer> answers = new ArrayList<>();
        for (int begin = 0; begin < samples.size(); begin += BATCH) {
            List<Sample> some = samples.subList(begin, Math.min(begin + BATCH, samples.size()));
            List<float[]> told =
                    learner.probabilities(some.stream().map(cutter::view).toList());
            for (int i = 0; i < told.size(); i++) {
                answers.add(SampleAnswer.of(told.get(i), some.get(i).labels().truths()));
            }
        }
        return new CaseAnswer(entry.id(), entry.patient(), List.of(), answers);
    }
}
