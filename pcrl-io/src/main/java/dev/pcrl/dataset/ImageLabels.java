package dev.pcrl.dataset;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What an image as a whole shows.
 *
 * @param values for each class, in the data set's order, whether the image shows it
 */
public record ImageLabels(Map<String, Truth> values) implements Label {
    public ImageLabels {
        Map<String, Truth> copy = new LinkedHashMap<>(); // Map.copyOf has no order
        values.forEach((name, truth) -> copy.put(name, Objects.requireNonNullElse(truth, Truth.UNKNOWN)));
        values = Collections.unmodifiableMap(copy);
    }
}
