package dev.pcrl.phantom;

/** What a benchmark names in an abdomen; label volumes hold the {@link #label()}. */
public enum AbdomenTissue implements Tissue {
    /** Everything that is not asked for: air, fat, muscle, bone, lung, gut and vessels outside of the organs below. */
    OTHER(0),
    /** Liver with the vessels inside it. */
    LIVER(1),
    /** Spleen with the vessels inside it. */
    SPLEEN(2),
    /** Both kidneys, without the fat of their sinuses. */
    KIDNEY(3),
    /** Lesions of these organs. */
    LESION(4);

    private final int label;

    AbdomenTissue(int label) {
        this.label = label;
    }

    /** The number in the label volume; stable between versions. */
    @Override
    public int label() {
        return label;
    }
}
