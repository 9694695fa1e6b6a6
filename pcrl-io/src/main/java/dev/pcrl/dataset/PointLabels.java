package dev.pcrl.dataset;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Marked places in a volume.
 *
 * @param name what is marked, such as {@code nodule}
 * @param points the places; none if the volume was searched and there is none
 */
public record PointLabels(String name, List<LabelledPoint> points) implements Label {
    public PointLabels {
        requireNonNull(name, "name");
        points = List.copyOf(points);
    }
}
