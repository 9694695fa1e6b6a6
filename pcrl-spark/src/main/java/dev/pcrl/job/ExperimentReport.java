package dev.pcrl.job;

import dev.pcrl.config.ExperimentConfig;
import dev.pcrl.report.Plot;
import dev.pcrl.report.ResultReport;
import dev.pcrl.report.ResultTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An experiment as a page: tables like the paper's Tables 5, 7 and 8, and what each seed came to. */
final class ExperimentReport {
    private static final String GUIDE = "Each number is the mean over seeds of a metric of the test cases, with the"
            + " standard deviation over seeds. A seed decides which patients' labels are used, the first weights and the"
            + " order of training; pre-training is done once. The difference to training from scratch is paired: same"
            + " seeds, same test patients; its brackets hold the 95 % confidence interval of a bootstrap over test"
            + " patients, and a star stands where that leaves 0 out. Two stars stand where the interval over seeds (Student;"
            + " see results.csv) does so, too: one lucky run among few makes the first star, but not the second. Neither"
            + " says how pre-training itself varies.";

    private final ExperimentConfig config;
    private final List<String> tasks;
    private final List<GridRow> rows;
    private final List<CellResult> cells;

    ExperimentReport(ExperimentConfig config, List<String> tasks, List<GridRow> rows, List<CellResult> cells) {
        this.config = config;
        this.tasks = List.copyOf(tasks);
        this.rows = List.copyOf(rows);
        this.cells = List.copyOf(cells);
    }

    ResultReport build() {
        List<ResultTable> tables = new ArrayList<>();
        List<Plot> plots = new ArrayList<>();
        for (String task : tasks) {
            tables.add(table(task));
            config.ratios().forEach(ratio -> plots.add(plot(task, ratio)));
        }
        return new ResultReport(
                "Experiment report",
                config.methods().size() + " ways to pre-train, compared on " + String.join(", ", tasks),
                "The same network was pre-trained in several ways, or not at all, and then fine-tuned with few or all"
                        + " labels. What is pre-training worth?",
                summary(),
                tables,
                GUIDE,
                plots,
                List.of(),
                Map.of("Configuration", config.toYaml()));
    }

    private Map<String, String> summary() {
        Map<String, String> summary = new LinkedHashMap<>();
        summary.put("data", config.data().manifest());
        summary.put("methods", String.join(", ", config.methods()));
        summary.put("seeds", config.seeds().toString());
        summary.put("cells", Integer.toString(cells.size()));
        return summary;
    }

    private ResultTable table(String task) {
        List<String> header = new ArrayList<>(List.of("method"));
        for (double ratio : config.ratios()) {
            header.add(percent(ratio) + " of labels");
            header.add("difference to scratch");
        }
        List<List<String>> lines = new ArrayList<>();
        for (String method : config.methods()) {
            List<String> line = new ArrayList<>(List.of(method));
            for (double ratio : config.ratios()) {
                GridRow row = row(task, method, ratio);
                line.add(mean(row));
                line.add(difference(row));
            }
            lines.add(line);
        }
        String metric = EvaluationReport.title(rows.stream()
                .filter(row -> row.task().equals(task))
                .findFirst()
                .orElseThrow()
                .metric());
        return new ResultTable(task + " (" + metric + ")", header, lines);
    }

    static String mean(GridRow row) {
        if (row.mean() == null) {
            return "undefined";
        }
        String deviation = row.deviation() == null ? "" : String.format(Locale.ROOT, " ± %.3f", row.deviation());
        return String.format(Locale.ROOT, "%.3f%s", row.mean(), deviation);
    }

    static String difference(GridRow row) {
        if (row.difference() == null) {
            return "";
        }
        String interval =
                row.lower() == null ? "" : String.format(Locale.ROOT, " [%+.3f, %+.3f]", row.lower(), row.upper());
        return String.format(Locale.ROOT, "%+.3f%s%s", row.difference(), interval, stars(row));
    }

    private static String stars(GridRow row) {
        if (!row.holdsForPatients()) {
            return "";
        }
        return row.holdsForSeeds() ? " **" : " *";
    }

    private GridRow row(String task, String method, double ratio) {
        return rows.stream()
                .filter(row -> row.task().equals(task) && row.method().equals(method) && row.ratio() == ratio)
                .findFirst()
                .orElseThrow();
    }

    private Plot plot(String task, double ratio) {
        List<Double> seedsAt = new ArrayList<>();
        List<Double> seeds = new ArrayList<>();
        List<Double> meansAt = new ArrayList<>();
        List<Double> means = new ArrayList<>();
        for (int i = 0; i < config.methods().size(); i++) {
            String method = config.methods().get(i);
            for (CellResult cell : cells) {
                boolean isHere = cell.task().equals(task) && cell.method().equals(method) && cell.ratio() == ratio;
                if (isHere && cell.value() != null) {
                    seedsAt.add(i + 1.0);
                    seeds.add(cell.value());
                }
            }
            GridRow row = row(task, method, ratio);
            if (row.mean() != null) {
                meansAt.add(i + 1.0);
                means.add(row.mean());
            }
        }
        return new Plot(
                task + ", " + percent(ratio) + " of the labels",
                "Each dot is a seed; the line joins their means.",
                " ",
                config.methods(),
                List.of(
                        new Plot.Series("seeds", false, seedsAt, seeds),
                        new Plot.Series("mean", true, meansAt, means)));
    }

    private static String percent(double ratio) {
        return String.format(Locale.ROOT, "%.3g %%", 100 * ratio).replaceFirst("\\.0+ ", " ");
    }
}
