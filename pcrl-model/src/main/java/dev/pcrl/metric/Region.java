package dev.pcrl.metric;

import static java.util.Objects.requireNonNull;

import dev.pcrl.dataset.SegmentationLabel;
import dev.pcrl.view.Rule;
import dev.pcrl.volume.Volume;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a segmentation is evaluated for: all voxels with one of some labels. Regions may overlap, as BraTS's whole
 * tumour (1, 2, 4) and tumour core (1, 4) do.
 *
 * @param name as the manifest has it: {@code whole-tumour}
 * @param values labels that belong to it, at least one
 */
public record Region(String name, SortedSet<Integer> values) {
    public Region {
        requireNonNull(name, "name");
        values = Collections.unmodifiableSortedSet(new TreeSet<>(values));
        Rule.check(!values.isEmpty(), "region " + name, "have labels", values);
    }

    public static Region of(String name, Set<Integer> values) {
        return new Region(name, new TreeSet<>(values));
    }

    /** The regions that a manifest names, in its order. */
    public static List<Region> of(SegmentationLabel label) {
        return label.regions().entrySet().stream()
                .map(region -> of(region.getKey(), Set.copyOf(region.getValue())))
                .toList();
    }

    /**
     * Where the region is.
     *
     * @param labels a label volume of one channel
     * @throws IllegalArgumentException if a voxel is not a whole number: it was interpolated or is no label
     */
    public Mask in(Volume labels) {
        Rule.check(labels.channels() == 1, "a label volume", "have one channel", labels.channels());
        int[] wanted = values.stream().mapToInt(Integer::intValue).toArray();
        boolean[] voxels = new boolean[(int) labels.geometry().voxels()];
        for (int i = 0; i < voxels.length; i++) {
            int label = (int) labels.at(i);
            Rule.check(label == labels.at(i), "voxel " + i + " of a label volume", "be a whole number", labels.at(i));
            for (int value : wanted) {
                voxels[i] |= label == value;
            }
        }
        return new Mask(labels.geometry(), voxels);
    }
}
