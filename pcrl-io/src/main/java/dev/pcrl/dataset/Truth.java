package dev.pcrl.dataset;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Whether something is there: 0, 1 or, where nobody knows, {@code null} in a manifest. */
public enum Truth {
    NEGATIVE(0),
    POSITIVE(1),
    UNKNOWN(null);

    private final Integer number;

    Truth(Integer number) {
        this.number = number;
    }

    /**
     * What a manifest's number means.
     *
     * @param number 0 or 1; null is {@link #UNKNOWN}
     */
    @JsonCreator
    static Truth of(Integer number) {
        for (Truth truth : values()) {
            if (truth.number == null ? number == null : truth.number.equals(number)) {
                return truth;
            }
        }
        throw new IllegalArgumentException("a label is 0, 1 or null, not " + number);
    }

    @JsonValue
    Integer number() {
        return number;
    }
}
