package dev.pcrl.phantom;

/** What a voxel of a phantom belongs to; label volumes hold the {@link #label()}. */
public enum Structure implements Tissue {
    /** Air around the patient, -1000 HU, and the couch. */
    BACKGROUND(0),
    /** Fat below the skin and around organs, -100 HU. */
    FAT(1),
    /** Muscle, skin and cartilage, 40 to 60 HU. */
    SOFT_TISSUE(2),
    /** Bone, 150 (marrow) to 1100 HU (cortex of the skull), teeth up to 1700 HU. */
    BONE(3),
    /** Air inside the body, -1000 HU: trachea, bronchi, sinuses, gas in the stomach. */
    AIRWAY(4),
    /** Lung without its larger vessels, about -840 HU. */
    LUNG(5),
    /** Vessels in and between the lungs, with or without contrast medium. */
    VESSEL(6),
    /** Heart. */
    HEART(7),
    /** Liver, 60 HU. */
    LIVER(8),
    /** Spleen, stomach, kidneys and bowel. */
    ORGAN(9),
    /** Spinal cord in its canal. */
    SPINAL_CORD(10),
    /** Grey matter, 38 HU. */
    GREY_MATTER(11),
    /** White matter, 29 HU. */
    WHITE_MATTER(12),
    /** Ventricles and the fluid around the brain, 6 HU. */
    CEREBROSPINAL_FLUID(13),
    /** Eyes. */
    EYE(14),
    /** Nodules of the lungs, lesions of the liver, haematomas of the brain. */
    LESION(15);

    private final int label;

    Structure(int label) {
        this.label = label;
    }

    /** The number in the label volume; stable between versions. */
    @Override
    public int label() {
        return label;
    }
}
