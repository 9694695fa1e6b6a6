package dev.pcrl.config;

import dev.pcrl.view.Rule;

/** The ways in which workers share gradients that a configuration can name. */
public enum ExchangeName {
    /** Exact sums, each number of each gradient. */
    DENSE("dense"),
    /** Threshold-encoded with residuals; the threshold follows the sparsity of what is sent. */
    ADAPTIVE("adaptive"),
    /** Threshold-encoded with residuals; the threshold stays. */
    FIXED("fixed");

    private final String label;

    ExchangeName(String label) {
        this.label = label;
    }

    /**
     * The exchange that the configuration calls so.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static ExchangeName parse(String label) {
        return Rule.oneOf("gradients", values(), label);
    }

    /** The name in the configuration. */
    @Override
    public String toString() {
        return label;
    }
}
