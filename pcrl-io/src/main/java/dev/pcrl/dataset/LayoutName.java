package dev.pcrl.dataset;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.pcrl.view.Rule;

/** The layouts that a configuration can name. */
public enum LayoutName {
    LUNA16("luna16"),
    LIDC_IDRI("lidc-idri"),
    LITS("lits"),
    BRATS2018("brats2018"),
    CHESTX_RAY14("chestx-ray14"),
    CHEXPERT("chexpert"),
    FOLDER("folder"),
    BIDS("bids");

    private final String label;

    LayoutName(String label) {
        this.label = label;
    }

    /**
     * The layout that the configuration calls so.
     *
     * @throws IllegalArgumentException if there is none
     */
    @JsonCreator
    public static LayoutName parse(String label) {
        return Rule.oneOf("layout", values(), label);
    }

    /** The name in the configuration. */
    @JsonValue
    @Override
    public String toString() {
        return label;
    }
}
