package dev.pcrl.config;

import static java.util.Objects.requireNonNull;

import dev.pcrl.view.Rule;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * The configuration of {@code bin/pcrl experiment}: a grid of methods, shares of labels and seeds, over tasks. Files
 * are named relative to this one.
 *
 * @param data what is learnt from; {@code data}
 * @param pretrain configuration of pre-training, of which only the way differs between methods; {@code pretrain}
 * @param methods {@code scratch} or what its key named method can be there; {@code methods}
 * @param tasks configurations of fine-tuning, whose seed and ratio the grid replaces; {@code tasks}
 * @param ratios shares of the training patients whose labels are used; {@code ratios}
 * @param seeds of fine-tuning: which patients, which first weights, which order; {@code seeds}
 */
public record ExperimentConfig(
        ExperimentData data,
        String pretrain,
        List<String> methods,
        List<String> tasks,
        List<Double> ratios,
        List<Long> seeds) {
    /** No pre-training; what differences are told to. */
    public static final String SCRATCH = "scratch";

    public ExperimentConfig {
        requireNonNull(data, "data");
        requireNonNull(pretrain, "pretrain");
        methods = List.copyOf(methods);
        tasks = List.copyOf(tasks);
        ratios = List.copyOf(ratios);
        seeds = List.copyOf(seeds);
        List<String> known = known();
        for (String method : methods) {
            Rule.check(known.contains(method), "methods", "be of " + String.join(", ", known), method);
        }
        checkList("methods", methods);
        checkList("tasks", tasks);
        long names = tasks.stream().map(ExperimentConfig::taskName).distinct().count();
        Rule.check(names == tasks.size(), "tasks", "have a file name each, whatever their directory", tasks);
        checkList("ratios", ratios);
        checkList("seeds", seeds);
        Rule.check(ratios.stream().allMatch(ratio -> ratio > 0 && ratio <= 1), "ratios", "be in (0, 1]", ratios);
    }

    private static List<String> known() {
        return Stream.concat(
                        Stream.of(SCRATCH), Arrays.stream(MethodName.values()).map(MethodName::toString))
                .toList();
    }

    private static void checkList(String key, List<?> values) {
        Rule.check(
                !values.isEmpty() && new HashSet<>(values).size() == values.size(),
                key,
                "name something, each once",
                values);
    }

    /** What tables and directories know a task by: its file's name without what kind of file it is. */
    public static String taskName(String file) {
        return file.substring(file.lastIndexOf('/') + 1).replaceFirst("\\.ya?ml$", "");
    }

    /** The phantoms' experiment without its files. */
    public static ExperimentConfig standard() {
        return new ExperimentConfig(
                ExperimentData.standard(),
                "pretrain.yaml",
                List.of(SCRATCH, MethodName.PCRLV2.toString()),
                List.of("finetune.yaml"),
                List.of(0.1, 1.0),
                List.of(1L, 2L, 3L));
    }

    /** The largest share of the labels: all of them, as a rule. */
    public double largestRatio() {
        return Collections.max(ratios);
    }

    /** The canonical text. */
    public String toYaml() {
        return ConfigTree.text(this);
    }
}
