package dev.pcrl.metric;

import dev.pcrl.dataset.Truth;
import dev.pcrl.view.Rule;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Scores of a multi-label (or, with one class, binary) classifier for a test set, held against the truth. */
public final class Predictions {
    private final List<String> classes;
    private final List<Ranking> rankings; // one a class
    private final int samples;

    /**
     * Ranks the samples for each class.
     *
     * @param classes names of the C classes
     * @param scores [N, C], finite, higher for what looks positive: probabilities or logits
     * @param truths [N, C]; a pair of sample and class whose truth is unknown does not count
     */
    public Predictions(List<String> classes, double[][] scores, Truth[][] truths) {
        Rule.check(scores.length == truths.length, "truths", "be one row a sample", truths.length);
        for (int i = 0; i < scores.length; i++) {
            checkRow(scores[i].length, classes.size(), "scores", i);
            checkRow(truths[i].length, classes.size(), "truths", i);
        }
        this.classes = List.copyOf(classes);
        this.samples = scores.length;
        this.rankings = IntStream.range(0, classes.size())
                .mapToObj(c -> new Ranking(
                        IntStream.range(0, samples)
                                .mapToDouble(i -> scores[i][c])
                                .toArray(),
                        IntStream.range(0, samples).mapToObj(i -> truths[i][c]).toArray(Truth[]::new)))
                .toList();
    }

    private static void checkRow(int length, int classes, String what, int sample) {
        Rule.check(length == classes, what + " of sample " + sample, "be one a class", length);
    }

    public List<String> classes() {
        return classes;
    }

    /** The samples in the order of a class's scores. */
    public Ranking ranking(int c) {
        return rankings.get(c);
    }

    /** AUROC of each class, for the samples as they are. */
    public List<MetricValue> aurocs() {
        return rankings.stream()
                .map(ranking -> RocCurve.areaUnder(ranking.counts()))
                .toList();
    }

    /** Average precision of each class, for the samples as they are. */
    public List<MetricValue> averagePrecisions() {
        return rankings.stream()
                .map(ranking -> AveragePrecision.of(ranking.counts()))
                .toList();
    }

    /** AUROC of a class. */
    public Statistic auroc(int c) {
        return statistic(ranking(c), RocCurve::areaUnder);
    }

    /** Average precision of a class. */
    public Statistic averagePrecision(int c) {
        return statistic(ranking(c), AveragePrecision::of);
    }

    /** Mean AUROC of the classes that have one. */
    public Statistic meanAuroc() {
        return mean(RocCurve::areaUnder);
    }

    /** Mean average precision of the classes that have one. */
    public Statistic meanAveragePrecision() {
        return mean(AveragePrecision::of);
    }

    private Statistic mean(Function<ThresholdCounts, MetricValue> metric) {
        return Statistic.meanOf(
                rankings.stream().map(ranking -> statistic(ranking, metric)).toList(), samples);
    }

    private static Statistic statistic(Ranking ranking, Function<ThresholdCounts, MetricValue> metric) {
        return resample -> metric.apply(ranking.counts(resample));
    }
}
