package dev.pcrl.job;

import dev.pcrl.dataset.Split;
import dev.pcrl.finetune.ModelDescription;
import dev.pcrl.finetune.TaskKind;
import dev.pcrl.metric.MetricValue.Defined;
import dev.pcrl.metric.Predictions;
import dev.pcrl.metric.RocCurve;
import dev.pcrl.report.CasePicture;
import dev.pcrl.report.Plot;
import dev.pcrl.report.ResultReport;
import dev.pcrl.report.ResultTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** An evaluation as a page. */
final class EvaluationReport {
    private static final String SEGMENTATION_GUIDE = "Dice is twice the shared volume over the sum of both volumes, 1"
            + " is perfect; distances are of surfaces, in millimetres. Brackets hold 95 % confidence intervals from a"
            + " bootstrap over patients. The cases are the best, the median and the worst by mean Dice, in the slice with"
            + " most of the regions: a line goes around what is true, a tint lies on what the model found.";
    private static final String CLASSIFICATION_GUIDE = "AUROC is the chance that a positive gets a higher probability"
            + " than a negative: 0.5 is guessing, 1 is perfect. Brackets hold 95 % confidence intervals from a bootstrap"
            + " over patients. The cases are the surest positive, the positive that was missed worst, and the negative"
            + " that was taken for positive worst. Maps show how much each place adds to the class's logit: orange"
            + " speaks for the class, blue against it, on one scale for all. A cross goes around a place that was asked"
            + " about.";

    private final Evaluation evaluation;
    private final ModelDescription description;
    private final Split split;
    private final String manifest;

    /** @param manifest SHA-256 of the one that the cases are from */
    EvaluationReport(Evaluation evaluation, ModelDescription description, Split split, String manifest) {
        this.evaluation = evaluation;
        this.description = description;
        this.split = split;
        this.manifest = manifest;
    }

    ResultReport build(List<ResultRow> rows, List<CasePicture> pictures) {
        boolean isClassification = description.task().kind().isClassification();
        return new ResultReport(
                "Evaluation report",
                String.join(", ", description.task().names()) + ": " + title(evaluation.headline()) + " "
                        + EvaluationFiles.shown(rows.get(0)),
                "A network that was fine-tuned for this task was held against " + cases(),
                summary(),
                isClassification ? List.of(table(rows)) : List.of(table(rows), diceTable()),
                isClassification ? CLASSIFICATION_GUIDE : SEGMENTATION_GUIDE,
                isClassification ? rocCurves() : List.of(dice()),
                pictures,
                provenance());
    }

    /** What a reader must know of the cases to judge the numbers. */
    private String cases() {
        if (!manifest.equals(description.provenance().get("data-manifest"))) {
            return "the " + split
                    + " cases of another manifest than it was fine-tuned with. Whether it has seen some of"
                    + " them this report cannot tell.";
        }
        return switch (split) {
            case TEST -> "cases that it had not seen in fine-tuning.";
            case VALIDATION -> "the cases that chose its best epoch: new ones will do worse.";
            case TRAIN ->
                "cases that it may have been fine-tuned on: this tells how well it fits them, not how it does"
                        + " with new ones.";
        };
    }

    private Map<String, String> provenance() {
        Map<String, String> facts = new TreeMap<>(description.provenance());
        String configuration = facts.remove("configuration");
        Map<String, String> texts = new LinkedHashMap<>();
        if (configuration != null) {
            texts.put("Configuration", configuration);
        }
        texts.put("Provenance", Json.pretty(facts));
        return texts;
    }

    /** A metric's name as a heading has it, with its unit. */
    static String title(String metric) {
        return switch (metric) {
            case "auroc" -> "AUROC";
            case "average-precision" -> "Average precision";
            case "dice" -> "Dice";
            case "iou" -> "Intersection over union";
            case "sensitivity" -> "Sensitivity";
            case "precision" -> "Precision";
            case "hausdorff-95" -> "95 % Hausdorff distance (mm)";
            case "average-surface-distance" -> "Average surface distance (mm)";
            case "positives" -> "Positives";
            case "negatives" -> "Negatives";
            case "unknown" -> "Unknown, which do not count";
            default -> metric;
        };
    }

    private Map<String, String> summary() {
        Map<String, String> summary = new LinkedHashMap<>();
        summary.put("task", description.task().kind().toString());
        summary.put("split", split.toString());
        summary.put("cases", Integer.toString(evaluation.cases().size()));
        summary.put(
                "patients",
                Long.toString(evaluation.cases().stream()
                        .map(CaseAnswer::patient)
                        .distinct()
                        .count()));
        if (description.task().kind() == TaskKind.POINTS) {
            summary.put("places", Integer.toString(evaluation.clusters().samples()));
        }
        summary.put("window", description.window() + " voxels");
        summary.put("model of run", description.provenance().getOrDefault("run", ""));
        return summary;
    }

    /** The mean over classes is left out where there is one. */
    private ResultTable table(List<ResultRow> rows) {
        boolean isMeanOfMany = description.task().classes().size() > 1;
        return new ResultTable(
                "All metrics",
                List.of("class", "metric", "value [95 % interval]", "without a value"),
                rows.stream()
                        .filter(row -> isMeanOfMany || !row.subject().equals(ResultRow.MEAN))
                        .map(row -> List.of(
                                row.subject(),
                                title(row.metric()),
                                EvaluationFiles.shown(row),
                                EvaluationFiles.undefined(row.undefined())))
                        .toList());
    }

    private List<Plot> rocCurves() {
        Predictions predictions = evaluation.predictions();
        List<Plot.Series> curves = new ArrayList<>();
        for (int c = 0; c < description.task().classes().size(); c++) {
            RocCurve curve = RocCurve.of(predictions.ranking(c).counts());
            if (!curve.points().isEmpty()) {
                curves.add(new Plot.Series(
                        description.task().names().get(c) + auroc(curve),
                        true,
                        curve.points().stream()
                                .map(RocCurve.Point::falsePositiveRate)
                                .toList(),
                        curve.points().stream()
                                .map(RocCurve.Point::truePositiveRate)
                                .toList()));
            }
        }
        List<Plot> plots = new ArrayList<>();
        for (int begin = 0; begin < curves.size(); begin += Plot.COLOURS) {
            List<Plot.Series> some =
                    new ArrayList<>(curves.subList(begin, Math.min(begin + Plot.COLOURS, curves.size())));
            some.add(new Plot.Series("guessing", true, true, List.of(0.0, 1.0), List.of(0.0, 1.0)));
            plots.add(new Plot(
                    "Receiver operating characteristic",
                    "How many positives are found at the price of how many false alarms.",
                    "false positive rate",
                    "true positive rate",
                    List.of(),
                    some));
        }
        return plots;
    }

    private static String auroc(RocCurve curve) {
        return curve.area() instanceof Defined area ? String.format(Locale.ROOT, " (AUROC %.3f)", area.value()) : "";
    }

    /** Places of the cases in their list, the worst by mean Dice first. */
    private List<Integer> worstFirst() {
        return IntStream.range(0, evaluation.cases().size())
                .boxed()
                .sorted(Comparator.comparingDouble(
                        (Integer i) -> evaluation.cases().get(i).dice()))
                .toList();
    }

    private List<CaseAnswer> ordered() {
        return worstFirst().stream().map(evaluation.cases()::get).toList();
    }

    /** Each region's Dice in each case. */
    private Plot dice() {
        List<Double> ranks = IntStream.rangeClosed(1, evaluation.cases().size())
                .mapToObj(rank -> (double) rank)
                .toList();
        List<CaseAnswer> ordered = ordered();
        List<Plot.Series> series = new ArrayList<>();
        for (int c = 0; c < description.task().classes().size(); c++) {
            int index = c;
            series.add(new Plot.Series(
                    description.task().names().get(c),
                    true,
                    ranks,
                    ordered.stream().map(one -> one.regions().get(index).dice()).toList()));
        }
        if (series.size() > 1) {
            series.add(new Plot.Series(
                    ResultRow.MEAN,
                    true,
                    true,
                    ranks,
                    ordered.stream().map(CaseAnswer::dice).toList()));
        }
        return new Plot(
                "Dice of each case",
                "The same case one above the other, from the worst to the best by mean Dice.",
                "rank of the case",
                "Dice",
                List.of(),
                series);
    }

    private ResultTable diceTable() {
        List<String> header = new ArrayList<>(List.of("rank", "case", "mean"));
        header.addAll(description.task().names());
        List<List<String>> lines = new ArrayList<>();
        for (CaseAnswer one : ordered()) {
            List<String> line = new ArrayList<>(List.of(Integer.toString(lines.size() + 1), one.id()));
            line.add(String.format(Locale.ROOT, "%.3f", one.dice()));
            one.regions().forEach(region -> line.add(String.format(Locale.ROOT, "%.3f", region.dice())));
            lines.add(line);
        }
        return new ResultTable("Dice of each case, the worst first", header, lines);
    }

    /** What to draw: the best, the median and the worst case, or the surest and the most mistaken places. */
    List<PictureTask.Pick> picks(List<Integer> numbers) {
        return description.task().kind().isClassification() ? mistaken(numbers) : ranked(numbers);
    }

    private List<PictureTask.Pick> ranked(List<Integer> numbers) {
        List<CaseAnswer> cases = evaluation.cases();
        List<Integer> order = worstFirst();
        Map<String, Integer> chosen = new LinkedHashMap<>();
        chosen.put("best", order.get(order.size() - 1));
        chosen.put("median", order.get(order.size() / 2));
        chosen.put("worst", order.get(0));
        List<PictureTask.Pick> picks = new ArrayList<>();
        chosen.forEach((name, i) -> picks.add(new PictureTask.Pick(
                numbers.get(i),
                0,
                0,
                String.format(
                        Locale.ROOT,
                        "%s case: mean Dice %.3f",
                        name,
                        cases.get(i).dice()))));
        return picks;
    }

    /** A place of a case and the probability of a class there. */
    private record Answer(int number, int sample, int index, double probability, int truth) {
        PictureTask.Pick pick(String name, String label) {
            return new PictureTask.Pick(
                    number, sample, index, String.format(Locale.ROOT, "%s: %s %.3f", name, label, probability));
        }
    }

    private List<PictureTask.Pick> mistaken(List<Integer> numbers) {
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < evaluation.cases().size(); i++) {
            List<SampleAnswer> samples = evaluation.cases().get(i).samples();
            for (int sample = 0; sample < samples.size(); sample++) {
                for (int c = 0; c < description.task().classes().size(); c++) {
                    SampleAnswer answer = samples.get(sample);
                    answers.add(new Answer(
                            numbers.get(i),
                            sample,
                            c,
                            answer.probabilities().get(c),
                            answer.truths().get(c)));
                }
            }
        }
        Comparator<Answer> byProbability = Comparator.comparingDouble(Answer::probability);
        List<PictureTask.Pick> picks = new ArrayList<>();
        answers.stream()
                .filter(answer -> answer.truth == 1)
                .max(byProbability)
                .ifPresent(answer -> picks.add(answer.pick(
                        "surest positive", description.task().names().get(answer.index))));
        answers.stream()
                .filter(answer -> answer.truth == 1)
                .min(byProbability)
                .ifPresent(answer -> picks.add(answer.pick(
                        "missed positive", description.task().names().get(answer.index))));
        answers.stream()
                .filter(answer -> answer.truth == 0)
                .max(byProbability)
                .ifPresent(answer -> picks.add(
                        answer.pick("false positive", description.task().names().get(answer.index))));
        return picks;
    }
}
