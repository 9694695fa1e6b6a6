package dev.pcrl.dataset;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a case is for. All cases of a patient have the same. */
public enum Split {
    /** Pre-training and fitting. */
    TRAIN,
    /** Choice of settings and of when to stop. */
    VALIDATION,
    /** The numbers that are reported. */
    TEST;

    /**
     * The split of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    @JsonCreator
    public static Split parse(String name) {
        for (Split split : values()) {
            if (split.toString().equals(name)) {
                return split;
            }
        }
        throw new IllegalArgumentException("a split is train, validation or test, not " + name);
    }

    /** The name in manifests and on the command line. */
    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
