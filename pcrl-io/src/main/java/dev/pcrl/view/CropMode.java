package dev.pcrl.view;

/** Where local views come from. */
public enum CropMode {
    /** From the minimum bounding box of the two global crops (the paper's sub-crop, section 3.4). */
    SUB_CROP("sub-crop"),
    /** From anywhere in the volume (the ablation of Table 3). */
    MULTI_CROP("multi-crop");

    private final String label;

    CropMode(String label) {
        this.label = label;
    }

    /**
     * The mode that the configuration calls so.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static CropMode parse(String label) {
        return Rule.oneOf("crops", values(), label);
    }

    /** The name in the configuration. */
    @Override
    public String toString() {
        return label;
    }
}
