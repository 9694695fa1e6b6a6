package dev.pcrl.view;

/** Checks of settings; each message names the component as the configuration file does, and the rule. */
public final class Rule {
    private Rule() {}

    /** Refuses a value that is not what the rule asks, as in {@code minimum-iou must be in (0, 1]: 2.0}. */
    public static void check(boolean holds, String key, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(key + " must " + rule + ": " + value);
        }
    }

    /** Refuses a negative or infinite value or NaN. */
    public static void checkNotNegative(String key, double value) {
        check(value >= 0 && Double.isFinite(value), key, "be a number of at least 0", value);
    }
}
