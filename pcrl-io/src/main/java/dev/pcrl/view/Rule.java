package dev.pcrl.view;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Checks of settings; each message names the component as the configuration file does, and the rule. */
public final class Rule {
    private Rule() {}

    /** Refuses a value that is not what the rule asks, as in {@code minimum-iou must be in (0, 1]: 2.0}. */
    public static void check(boolean holds, String key, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(key + " must " + rule + ": " + value);
        }
    }

    /**
     * The value that a configuration calls so, as in {@code crops must be sub-crop or multi-crop: all}.
     *
     * @param values whose {@code toString} is what they are called
     * @throws IllegalArgumentException if none is
     */
    public static <T> T oneOf(String key, T[] values, String label) {
        return Arrays.stream(values)
                .filter(value -> value.toString().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(key + " must be "
                        + Arrays.stream(values).map(Object::toString).collect(Collectors.joining(" or ")) + ": "
                        + label));
    }

    /** Refuses a negative or infinite value or NaN. */
    public static void checkNotNegative(String key, double value) {
        check(value >= 0 && Double.isFinite(value), key, "be a number of at least 0", value);
    }
}
