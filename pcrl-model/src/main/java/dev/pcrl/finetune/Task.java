package dev.pcrl.finetune;

import static java.util.Objects.requireNonNull;

import dev.pcrl.metric.Region;
import dev.pcrl.view.Rule;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is to be told of a scan.
 *
 * @param kind of the task
 * @param classes in the order of the network's numbers, at least one, each name once; of points one: a place has one
 *     truth
 */
public record Task(TaskKind kind, List<TaskClass> classes) {
    public Task {
        requireNonNull(kind, "kind");
        classes = List.copyOf(classes);
        Rule.check(!classes.isEmpty(), "classes", "be named", classes);
        List<String> names = classes.stream().map(TaskClass::name).toList();
        Rule.check(new HashSet<>(names).size() == names.size(), "classes", "have a name each", names);
        Rule.check(kind != TaskKind.POINTS || names.size() == 1, "classes", "be one for points", names);
        for (TaskClass one : classes) {
            Rule.check(
                    one.values().isEmpty() == kind.isClassification(),
                    "classes",
                    kind.isClassification() ? "have no voxel values" : "have voxel values, such as liver=1",
                    one);
        }
    }

    /**
     * One class.
     *
     * @param name as the manifest has it
     * @param values of the voxels that belong to it; none where an image or a place is classified
     */
    public record TaskClass(String name, List<Integer> values) {
        private static final Pattern FORM = Pattern.compile("([^=]+?)(?:=(\\d{1,9}(?:\\+\\d{1,9})*))?");

        public TaskClass {
            requireNonNull(name, "name");
            values = List.copyOf(values);
        }

        /**
         * Reads what {@link #toString} writes.
         *
         * @throws IllegalArgumentException if the text is of another form
         */
        public static TaskClass parse(String text) {
            Matcher parts = FORM.matcher(text);
            if (!parts.matches()) {
                throw new IllegalArgumentException(
                        "a class must be written like nodule or whole-tumour=1+2+4: " + text);
            }
            List<Integer> values = parts.group(2) == null
                    ? List.of()
                    : Arrays.stream(parts.group(2).split("\\+", -1))
                            .map(Integer::valueOf)
                            .toList();
            return new TaskClass(parts.group(1), values);
        }

        /** {@code nodule}, {@code whole-tumour=1+2+4}. */
        @Override
        public String toString() {
            return values.isEmpty()
                    ? name
                    : name + values.stream().map(String::valueOf).collect(Collectors.joining("+", "=", ""));
        }
    }

    /** The names of the classes. */
    public List<String> names() {
        return classes.stream().map(TaskClass::name).toList();
    }

    /** The regions to be segmented. */
    public List<Region> regions() {
        return classes.stream()
                .map(one -> new Region(one.name(), new TreeSet<>(one.values())))
                .toList();
    }
}
