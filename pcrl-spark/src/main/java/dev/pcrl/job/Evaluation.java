package dev.pcrl.job;

import dev.pcrl.dataset.Truth;
import dev.pcrl.finetune.Task;
import dev.pcrl.metric.Bootstrap;
import dev.pcrl.metric.ClassResult;
import dev.pcrl.metric.ClassificationResult;
import dev.pcrl.metric.Clusters;
import dev.pcrl.metric.MetricValue;
import dev.pcrl.metric.Predictions;
import dev.pcrl.metric.RegionResult;
import dev.pcrl.metric.SegmentationMetric;
import dev.pcrl.metric.SegmentationScores;
import dev.pcrl.metric.Statistic;
import dev.pcrl.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A model held against a test set.
 *
 * @param task what was asked
 * @param cases what it said of each case
 */
record Evaluation(Task task, List<CaseAnswer> cases) {
    /** Resamples are the same for every model: differences of two are paired. */
    private static final Bootstrap BOOTSTRAP =
            Bootstrap.standard(RandomStream.of(0).child("bootstrap"));

    Evaluation {
        cases = List.copyOf(cases);
    }

    static Bootstrap bootstrap() {
        return BOOTSTRAP;
    }

    /** All metrics, with confidence intervals over patients; the mean over classes first. */
    List<ResultRow> rows() {
        return task.kind().isClassification() ? classification() : segmentation();
    }

    /** The number that stands for all: mean Dice, or mean AUROC. */
    String headline() {
        return task.kind().isClassification() ? "auroc" : SegmentationMetric.DICE.toString();
    }

    /** The headline as a function of which samples take part. */
    Statistic statistic() {
        return task.kind().isClassification()
                ? predictions().meanAuroc()
                : Statistic.mean(
                        cases.stream().map(one -> MetricValue.of(one.dice())).toList());
    }

    /** What {@link #statistic} resamples, by patient. */
    Clusters clusters() {
        return Clusters.of(
                task.kind().isClassification()
                        ? cases.stream()
                                .flatMap(one -> one.samples().stream().map(sample -> one.patient()))
                                .toList()
                        : cases.stream().map(CaseAnswer::patient).toList());
    }

    private List<ResultRow> segmentation() {
        Clusters clusters = clusters();
        List<List<SegmentationScores>> regions = IntStream.range(
                        0, task.classes().size())
                .mapToObj(i -> cases.stream()
                        .map(one -> one.regions().get(i).toScores())
                        .toList())
                .toList();
        List<RegionResult> results = new ArrayList<>();
        results.add(RegionResult.mean(ResultRow.MEAN, regions, clusters, BOOTSTRAP));
        for (int i = 0; i < regions.size(); i++) {
            results.add(RegionResult.of(task.names().get(i), regions.get(i), clusters, BOOTSTRAP));
        }
        List<ResultRow> rows = new ArrayList<>();
        results.forEach(result -> result.means()
                .forEach((metric, estimate) -> rows.add(ResultRow.of(result.region(), metric.toString(), estimate))));
        return rows;
    }

    private List<ResultRow> classification() {
        ClassificationResult result = ClassificationResult.of(predictions(), clusters(), BOOTSTRAP);
        List<ResultRow> rows = new ArrayList<>();
        rows.add(ResultRow.of(ResultRow.MEAN, headline(), result.meanAuroc()));
        rows.add(ResultRow.of(ResultRow.MEAN, "average-precision", result.meanAveragePrecision()));
        for (ClassResult one : result.classes()) {
            rows.add(ResultRow.of(one.name(), headline(), one.auroc()));
            rows.add(ResultRow.of(one.name(), "average-precision", one.averagePrecision()));
            rows.add(ResultRow.count(one.name(), "positives", one.positives()));
            rows.add(ResultRow.count(one.name(), "negatives", one.negatives()));
            rows.add(ResultRow.count(one.name(), "unknown", one.unknown()));
        }
        return rows;
    }

    /** Scores and truths of all samples. */
    Predictions predictions() {
        List<SampleAnswer> samples =
                cases.stream().flatMap(one -> one.samples().stream()).toList();
        int classes = task.classes().size();
        double[][] scores = new double[samples.size()][classes];
        Truth[][] truths = new Truth[samples.size()][classes];
        for (int i = 0; i < scores.length; i++) {
            for (int c = 0; c < classes; c++) {
                scores[i][c] = samples.get(i).probabilities().get(c);
                truths[i][c] = samples.get(i).truth(c);
            }
        }
        return new Predictions(task.names(), scores, truths);
    }
}
