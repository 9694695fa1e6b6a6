package dev.pcrl.job;

import dev.pcrl.dataset.Split;
import dev.pcrl.finetune.ModelDescription;
import dev.pcrl.finetune.Task;
import dev.pcrl.store.Store;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.fs.Path;

/** The files of an evaluation. */
final class EvaluationFiles {
    private final Store store;
    private final Path directory;

    EvaluationFiles(Store store, Path directory) {
        this.store = store;
        this.directory = directory;
    }

    /**
     * Content of {@code results.json}.
     *
     * @param task of the model
     * @param split whose cases were taken
     * @param cases how many
     * @param level of the confidence intervals, over patients
     * @param results all metrics, the headline first
     * @param model what trained the model
     */
    record Results(
            String task, String split, int cases, double level, List<ResultRow> results, Map<String, String> model) {}

    void write(Evaluation evaluation, List<ResultRow> rows, ModelDescription description, Split split) {
        store.write(new Path(directory, EvaluateJob.CASES), out -> {
            for (CaseAnswer one : evaluation.cases()) {
                out.write(Json.line(one).getBytes(StandardCharsets.UTF_8));
            }
        });
        store.writeText(new Path(directory, "results.csv"), csv(rows));
        store.writeText(
                new Path(directory, EvaluateJob.RESULTS),
                Json.pretty(new Results(
                        description.task().kind().toString(),
                        split.toString(),
                        evaluation.cases().size(),
                        Evaluation.bootstrap().level(),
                        rows,
                        description.provenance())));
    }

    /** Reads back what the model said of each case. */
    Evaluation read(Task task) {
        Path file = new Path(directory, EvaluateJob.CASES);
        return new Evaluation(
                task,
                store.readText(file)
                        .lines()
                        .map(line -> Json.parse(line, file, CaseAnswer.class))
                        .toList());
    }

    private static String csv(List<ResultRow> rows) {
        List<Object[]> lines = new ArrayList<>();
        rows.forEach(row -> lines.add(new Object[] {
            row.subject(), row.metric(), row.value(), row.lower(), row.upper(), undefined(row.undefined())
        }));
        return Csv.of(lines, "class", "metric", "value", "lower", "upper", "undefined");
    }

    static String undefined(Map<String, Integer> reasons) {
        StringBuilder text = new StringBuilder();
        reasons.forEach((reason, count) -> text.append(text.isEmpty() ? "" : "; ")
                .append(count)
                .append(": ")
                .append(reason));
        return text.toString();
    }

    /** A value as a line shows it: {@code 0.812 [0.790, 0.831]}. */
    static String shown(ResultRow row) {
        if (row.value() == null) {
            return "undefined (" + undefined(row.undefined()) + ")";
        }
        if (row.isCount()) {
            return String.format(Locale.ROOT, "%.0f", row.value());
        }
        String interval =
                row.lower() == null ? "" : String.format(Locale.ROOT, " [%.3f, %.3f]", row.lower(), row.upper());
        return String.format(Locale.ROOT, "%.3f%s", row.value(), interval);
    }
}
