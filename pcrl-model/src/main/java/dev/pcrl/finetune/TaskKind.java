package dev.pcrl.finetune;

import dev.pcrl.view.Rule;

/** The sorts of tasks. */
public enum TaskKind {
    /** Regions of an image, which may overlap: LiTS, BraTS. */
    SEGMENTATION("segmentation"),
    /** Whether what is marked at a place is really there: LUNA16's candidates. */
    POINTS("points"),
    /** What an image as a whole shows: ChestX-ray14, CheXpert. */
    IMAGE("image");

    private final String label;

    TaskKind(String label) {
        this.label = label;
    }

    /**
     * The kind that configurations and model files call so.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static TaskKind parse(String label) {
        return Rule.oneOf("kind", values(), label);
    }

    /** Whether the network tells classes of an image, and not of its voxels. */
    public boolean isClassification() {
        return this != SEGMENTATION;
    }

    @Override
    public String toString() {
        return label;
    }
}
