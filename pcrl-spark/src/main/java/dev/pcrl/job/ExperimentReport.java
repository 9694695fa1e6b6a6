package dev.pcrl.job;

import dev.pcrl.config.ExperimentConfig;
import dev.pcrl.job.CellResult.State;
import dev.pcrl.report.Plot;
import dev.pcrl.report.ResultReport;
import dev.pcrl.report.ResultTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** An experiment as a page: tables and charts like the paper's Tables 5, 7 and 8, and what each seed came to. */
final class ExperimentReport {
    private static final String GUIDE = "Scratch is the network without pre-training; each other method is a way to"
            + " pre-train it, once, on images without labels. A number is the metric of the test cases, 1 being perfect:"
            + " mean ± standard deviation over seeds. A seed decides which patients' labels are used, the first weights"
            + " and the order of training. Differences are paired: same seeds, same test patients. Their brackets hold"
            + " the 95 % interval of a bootstrap over test patients, and a star stands where it leaves 0 out: other test"
            + " patients would show a difference, too. Two stars stand where the interval over seeds (Student; see"
            + " results.csv) also does so: one lucky run among few earns the first star, but not the second. Neither says"
            + " how pre-training itself varies.";

    private final ExperimentConfig config;
    private final List<String> tasks;
    private final List<GridRow> rows;

    ExperimentReport(ExperimentConfig config, List<String> tasks, List<GridRow> rows) {
        this.config = config;
        this.tasks = List.copyOf(tasks);
        this.rows = List.copyOf(rows);
    }

    ResultReport build() {
        List<ResultTable> tables = new ArrayList<>();
        List<Plot> plots = new ArrayList<>();
        for (String task : tasks) {
            tables.add(comparison(task));
            if (config.ratios().size() > 1) {
                tables.add(moreLabels(task));
            }
            plots.addAll(new ExperimentPlots(task, metric(task), rows).build(config.methods()));
        }
        return new ResultReport(
                "Experiment report",
                title(),
                "The same network was fine-tuned and tested with "
                        + config.ratios().stream()
                                .map(ExperimentReport::percent)
                                .collect(Collectors.joining(", "))
                                .replaceFirst(", ([^,]+)$", " and $1")
                        + " of the training patients' labels, from scratch and after pre-training. What is pre-training"
                        + " worth, and what are labels worth?" + toCome(),
                summary(),
                tables,
                GUIDE,
                plots,
                List.of(),
                Map.of("Configuration", config.toYaml()));
    }

    private String title() {
        int ways = pretrained().size();
        String pretraining = ways + (ways == 1 ? " way" : " ways") + " to pre-train";
        String compared = switch (ways) {
            case 0 -> "Training from scratch";
            default -> hasScratch() ? pretraining + " compared with training from scratch" : pretraining;
        };
        return compared + ": " + String.join(", ", tasks);
    }

    private String toCome() {
        return count(State.TO_COME) == 0 ? "" : " Not all cells were done when this page was written.";
    }

    private List<String> pretrained() {
        return config.methods().stream()
                .filter(method -> !method.equals(ExperimentConfig.SCRATCH))
                .toList();
    }

    private boolean hasScratch() {
        return config.methods().contains(ExperimentConfig.SCRATCH);
    }

    private long count(State state) {
        return rows.stream().mapToLong(row -> row.count(state)).sum();
    }

    private Map<String, String> summary() {
        Map<String, String> summary = new LinkedHashMap<>();
        summary.put("data", config.data().manifest());
        summary.put("methods", String.join(", ", config.methods()));
        summary.put("seeds", config.seeds().stream().map(String::valueOf).collect(Collectors.joining(", ")));
        List<String> states = new ArrayList<>();
        for (State state : State.values()) {
            if (count(state) > 0) {
                states.add(count(state) + " " + state);
            }
        }
        summary.put("cells (method, share of labels, seed)", String.join(", ", states));
        return summary;
    }

    private ResultTable comparison(String task) {
        List<String> header = new ArrayList<>(List.of("method"));
        for (double ratio : config.ratios()) {
            header.add(percent(ratio) + " of labels");
            if (hasScratch()) {
                header.add("minus scratch");
            }
        }
        List<List<String>> lines = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String method : config.methods()) {
            List<String> line = new ArrayList<>(List.of(method));
            for (GridRow row : rows(task, method)) {
                line.add(mean(row));
                if (hasScratch()) {
                    line.add(difference(row.toScratch()));
                }
                missing.addAll(failures(row));
            }
            lines.add(line);
        }
        return new ResultTable(task + ": " + metric(task) + " on the test cases", header, lines, missing);
    }

    private static List<String> failures(GridRow row) {
        return row.cells().stream()
                .filter(cell -> cell.state() == State.FAILED)
                .map(cell -> "Missing: " + row.method() + " with " + percent(row.ratio()) + " of labels, seed "
                        + cell.seed() + ". It failed: " + cell.reason())
                .toList();
    }

    /** What a method gains with all labels over few. */
    private ResultTable moreLabels(String task) {
        double most = config.largestRatio();
        List<String> header = new ArrayList<>(List.of("method"));
        config.ratios().stream()
                .filter(ratio -> ratio < most)
                .forEach(ratio -> header.add(percent(most) + " minus " + percent(ratio) + " of labels"));
        List<List<String>> lines = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (String method : config.methods()) {
            List<String> line = new ArrayList<>(List.of(method));
            rows(task, method).stream().filter(row -> row.ratio() < most).forEach(row -> {
                line.add(difference(row.moreLabels()));
                if (method.equals(ExperimentConfig.SCRATCH)) {
                    notes.add(doLabelsMatter(row));
                }
            });
            lines.add(line);
        }
        return new ResultTable(task + ": what more labels bring", header, lines, notes);
    }

    /** What the difference says of training from scratch: if labels do not matter, the task measures nothing. */
    private String doLabelsMatter(GridRow scratch) {
        String few = percent(scratch.ratio());
        String most = percent(config.largestRatio());
        PairedDifference gain = scratch.moreLabels();
        if (gain == null || gain.value() == null) {
            return "Whether labels matter cannot be told: no value from scratch with both " + few + " and " + most
                    + " of them.";
        }
        String what = String.format(
                Locale.ROOT,
                "from scratch, %s with %s of the labels is %.3f %s than with %s",
                metric(scratch.task()),
                few,
                Math.abs(gain.value()),
                gain.value() < 0 ? "higher" : "lower",
                most);
        if (!gain.holdsForPatients()) {
            return "That labels matter does not show: " + what + ", and the interval over test patients holds 0. Such a"
                    + " task does not measure what few labels cost.";
        }
        if (gain.value() < 0) {
            return "More labels made it worse: " + what + ". Training may not have converged; as it is, the task does"
                    + " not measure what few labels cost.";
        }
        String patients = ", and other test patients would show it, too. ";
        if (gain.holdsForSeeds()) {
            return "Labels matter: " + what + patients + "Seeds agree.";
        }
        return "Labels seem to matter: " + what + patients
                + (gain.seedLower() == null
                        ? "But it is one seed."
                        : "But seeds differ: the interval over these " + gain.seeds() + " holds 0 ("
                                + signed("%+.3f to %+.3f", gain.seedLower(), gain.seedUpper()) + ").");
    }

    private String metric(String task) {
        return rows.stream()
                .filter(row -> row.task().equals(task))
                .map(GridRow::metric)
                .filter(Objects::nonNull)
                .findFirst()
                .map(EvaluationReport::title)
                .orElse("metric");
    }

    private String mean(GridRow row) {
        if (row.mean() == null) {
            return row.count(State.DONE) > 0 ? "undefined" : "missing";
        }
        String deviation = row.deviation() == null ? "" : String.format(Locale.ROOT, " ± %.3f", row.deviation());
        return String.format(Locale.ROOT, "%.3f%s%s", row.mean(), deviation, ofSeeds(row.seeds()));
    }

    private String difference(PairedDifference difference) {
        return difference == null ? "" : shown(difference) + ofSeeds(difference.seeds());
    }

    static String shown(PairedDifference difference) {
        if (difference.value() == null) {
            return "undefined";
        }
        String interval =
                difference.lower() == null ? "" : signed(" [%+.3f, %+.3f]", difference.lower(), difference.upper());
        return signed("%+.3f", difference.value()) + interval + stars(difference);
    }

    /** Nothing where all seeds take part. */
    private String ofSeeds(long seeds) {
        int all = config.seeds().size();
        return seeds == all ? "" : " (" + seeds + " of " + all + " seeds)";
    }

    private static String stars(PairedDifference difference) {
        if (!difference.holdsForPatients()) {
            return "";
        }
        return difference.holdsForSeeds() ? " **" : " *";
    }

    /** With minus signs as wide as the plus. */
    private static String signed(String format, Object... numbers) {
        return String.format(Locale.ROOT, format, numbers).replace('-', '\u2212');
    }

    /** A method's, by share in the configuration's order. */
    private List<GridRow> rows(String task, String method) {
        return rows.stream()
                .filter(row -> row.task().equals(task) && row.method().equals(method))
                .toList();
    }

    static String percent(double ratio) {
        return String.format(Locale.ROOT, "%.3g %%", 100 * ratio).replaceFirst("\\.0+ ", " ");
    }
}
