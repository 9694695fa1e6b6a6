package dev.pcrl.job;

import dev.pcrl.dataset.Split;
import dev.pcrl.finetune.ModelDescription;
import dev.pcrl.finetune.TaskKind;
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
import java.util.stream.IntStream;

/** An evaluation as a page. */
final class EvaluationReport {
    private static final int MOST_CURVES = 8; // of one chart: colours that can be told apart

    private static final String SEGMENTATION_GUIDE = "Dice is twice the shared volume over the sum of both volumes, 1"
            + " is perfect; distances are of surfaces, in millimetres. Brackets hold 95 % confidence intervals from a"
            + " bootstrap over patients. The cases are the best, the median and the worst by mean Dice: the truth is"
            + " outlined in blue, what the model found in orange, white where both agree.";
    private static final String CLASSIFICATION_GUIDE = "AUROC is the chance that a positive gets a higher probability"
            + " than a negative: 0.5 is guessing, 1 is perfect. Brackets hold 95 % confidence intervals from a bootstrap"
            + " over patients. The cases are the surest positive, the positive that was missed worst, and the negative"
            + " that was taken for positive worst; the map is warmest where most speaks for the class.";

    private final Evaluation evaluation;
    private final ModelDescription description;
    private final Split split;

    EvaluationReport(Evaluation evaluation, ModelDescription description, Split split) {
        this.evaluation = evaluation;
        this.description = description;
        this.split = split;
    }

    ResultReport build(List<ResultRow> rows, List<CasePicture> pictures) {
        boolean isClassification = description.task().kind().isClassification();
        return new ResultReport(
                "Evaluation report",
                String.join(", ", description.task().names()) + ": " + title(evaluation.headline()) + " "
                        + EvaluationFiles.shown(rows.get(0)),
                "A network that was fine-tuned for this task was held against cases that it had not seen in training.",
                summary(),
                List.of(table(rows)),
                isClassification ? CLASSIFICATION_GUIDE : SEGMENTATION_GUIDE,
                isClassification ? rocCurves() : List.of(dice()),
                pictures,
                Map.of("Provenance", Json.pretty(description.provenance())));
    }

    /** A metric's name as a heading has it. */
    static String title(String metric) {
        return switch (metric) {
            case "auroc" -> "AUROC";
            case "dice" -> "Dice";
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

    private static ResultTable table(List<ResultRow> rows) {
        return new ResultTable(
                "All metrics",
                List.of("class", "metric", "value [95 % interval]", "without a value"),
                rows.stream()
                        .map(row -> List.of(
                                row.subject(),
                                row.metric(),
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
                        description.task().names().get(c),
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
        for (int begin = 0; begin < curves.size(); begin += MOST_CURVES) {
            plots.add(new Plot(
                    "Receiver operating characteristic",
                    "True positive rate over false positive rate.",
                    "false positive rate",
                    List.of(),
                    curves.subList(begin, Math.min(begin + MOST_CURVES, curves.size()))));
        }
        return plots;
    }

    /** Each region's Dice in each case, the worst first. */
    private Plot dice() {
        List<Plot.Series> series = new ArrayList<>();
        for (int c = 0; c < description.task().classes().size(); c++) {
            int index = c;
            List<Double> sorted = evaluation.cases().stream()
                    .map(one -> one.regions().get(index).dice())
                    .sorted()
                    .toList();
            series.add(new Plot.Series(
                    description.task().names().get(c),
                    true,
                    IntStream.rangeClosed(1, sorted.size())
                            .mapToObj(rank -> (double) rank)
                            .toList(),
                    sorted));
        }
        return new Plot("Dice of each case", "Cases from worst to best, region by region.", "rank", List.of(), series);
    }

    /** What to draw: the best, the median and the worst case, or the surest and the most mistaken places. */
    List<PictureTask.Pick> picks(List<Integer> numbers) {
        return description.task().kind().isClassification() ? mistaken(numbers) : ranked(numbers);
    }

    private List<PictureTask.Pick> ranked(List<Integer> numbers) {
        List<CaseAnswer> cases = evaluation.cases();
        List<Integer> order = IntStream.range(0, cases.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> cases.get(i).dice()))
                .toList();
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
