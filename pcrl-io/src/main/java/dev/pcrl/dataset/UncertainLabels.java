package dev.pcrl.dataset;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What a label of -1 comes to: the policies of Irvin et al. (CheXpert, AAAI 2019), section 3.1. */
public enum UncertainLabels {
    /** Unknown; no loss is taken on it (U-Ignore). */
    IGNORE("ignore", Truth.UNKNOWN),
    /** Not there (U-Zeros). */
    ZEROS("zeros", Truth.NEGATIVE),
    /** There (U-Ones). */
    ONES("ones", Truth.POSITIVE);

    private final String label;
    private final Truth truth;

    UncertainLabels(String label, Truth truth) {
        this.label = label;
        this.truth = truth;
    }

    /**
     * The policy that the configuration calls so.
     *
     * @throws IllegalArgumentException if there is none
     */
    @JsonCreator
    public static UncertainLabels parse(String label) {
        for (UncertainLabels policy : values()) {
            if (policy.label.equals(label)) {
                return policy;
            }
        }
        throw new IllegalArgumentException("uncertain must be ignore, zeros or ones: " + label);
    }

    /** What an uncertain label is taken for. */
    Truth truth() {
        return truth;
    }

    /** The name in the configuration. */
    @JsonValue
    @Override
    public String toString() {
        return label;
    }
}
