package dev.pcrl.config;

import java.util.Arrays;
import java.util.stream.Collectors;

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
        return Arrays.stream(values())
                .filter(name -> name.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("gradients must be "
                        + Arrays.stream(values()).map(ExchangeName::toString).collect(Collectors.joining(" or ")) + ": "
                        + label));
    }

    /** The name in the configuration. */
    @Override
    public String toString() {
        return label;
    }
}
