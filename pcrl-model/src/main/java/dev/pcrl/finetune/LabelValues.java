package dev.pcrl.finetune;

import dev.pcrl.finetune.Task.TaskClass;
import dev.pcrl.metric.Mask;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which voxel value stands for which class in a segmentation that is written.
 *
 * <p>Regions may be nested: those of many values are painted first, those of fewer over them, later classes over
 * earlier ones of as many. What is seen of a class are its values without those of the classes over it. Where that is
 * one value for each class, and not 0, it is what is written, so that the file is like those of the truth: 2, 1 and 4
 * for {@code whole-tumour=1+2+4}, {@code tumour-core=1+4}, {@code enhancing-tumour=4}. Else (as {@code liver=1+2}
 * alone) all are the classes' places in the task, from 1.
 *
 * @param order places of the classes in the task, from 0, in the order of painting
 * @param values one a class, in the task's order
 * @param areThoseOfTheTruth whether they are no mere places
 */
public record LabelValues(List<Integer> order, List<Integer> values, boolean areThoseOfTheTruth) {
    public LabelValues {
        order = List.copyOf(order);
        values = List.copyOf(values);
    }

    /** The values for a task's regions. */
    public static LabelValues of(Task task) {
        List<TaskClass> classes = task.classes();
        List<Integer> order = IntStream.range(0, classes.size())
                .boxed()
                .sorted(Comparator.comparing(
                        i -> Set.copyOf(classes.get(i).values()).size(), Comparator.reverseOrder()))
                .toList();
        List<Set<Integer>> seen = classes.stream()
                .<Set<Integer>>map(one -> new HashSet<>(one.values()))
                .toList();
        for (int over = 0; over < order.size(); over++) {
            List<Integer> hidden = classes.get(order.get(over)).values();
            order.subList(0, over).forEach(under -> seen.get(under).removeAll(hidden));
        }
        boolean areOne = seen.stream().allMatch(values -> values.size() == 1 && !values.contains(0));
        List<Integer> values = IntStream.range(0, classes.size())
                .mapToObj(i -> areOne ? seen.get(i).iterator().next() : i + 1)
                .toList();
        return new LabelValues(order, values, areOne);
    }

    /**
     * The voxels of a label volume; 0 where no class is.
     *
     * @param masks one a class, on one grid
     */
    public float[] paint(List<Mask> masks) {
        float[] labels = new float[Math.toIntExact(masks.get(0).geometry().voxels())];
        for (int index : order) {
            Mask mask = masks.get(index);
            for (int i = 0; i < labels.length; i++) {
                labels[i] = mask.at(i) ? values.get(index) : labels[i];
            }
        }
        return labels;
    }

    /**
     * What the values mean, in a line: {@code 2 whole-tumour, 1 tumour-core, 4 enhancing-tumour}.
     *
     * @param names of the classes
     */
    public String legend(List<String> names) {
        return IntStream.range(0, names.size())
                .mapToObj(i -> values.get(i) + " " + names.get(i))
                .collect(Collectors.joining(", "));
    }
}
