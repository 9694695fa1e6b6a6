package dev.pcrl.volume;

/** How an image was taken, which decides what its numbers mean. */
public enum Modality {
    /** Computed tomography: voxels are Hounsfield units. */
    CT,
    /** Magnetic resonance: voxels are in arbitrary units. */
    MR,
    /** The file does not say. */
    UNKNOWN
}
