package dev.pcrl.config;

/** Checks of settings, whose messages name the key and the rule, as those of {@code dev.pcrl.view} do. */
final class Rule {
    private Rule() {}

    /** Refuses a value that is not what the rule asks, as in {@code momentum must be in [0, 1): 1.0}. */
    static void check(boolean holds, String key, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(key + " must " + rule + ": " + value);
        }
    }
}
