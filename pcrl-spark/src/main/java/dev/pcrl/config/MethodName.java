package dev.pcrl.config;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The ways to pre-train that a configuration can name. */
public enum MethodName {
    /** {@link dev.pcrl.method.Pcrlv2}. */
    PCRLV2("pcrlv2", 1);

    private final String label;
    private final int minimumLocalViews;

    MethodName(String label, int minimumLocalViews) {
        this.label = label;
        this.minimumLocalViews = minimumLocalViews;
    }

    /**
     * The method that the configuration calls so.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static MethodName parse(String label) {
        return Arrays.stream(values())
                .filter(method -> method.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("method must be " + labels() + ": " + label));
    }

    private static String labels() {
        return Arrays.stream(values()).map(MethodName::toString).collect(Collectors.joining(" or "));
    }

    /** Local views that a bundle must have at least. */
    int minimumLocalViews() {
        return minimumLocalViews;
    }

    /** The name in the configuration. */
    @Override
    public String toString() {
        return label;
    }
}
