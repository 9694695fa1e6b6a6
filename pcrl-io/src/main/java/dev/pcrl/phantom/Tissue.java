package dev.pcrl.phantom;

/** What a voxel of a phantom may belong to. */
interface Tissue {
    /** The number in the label volume. */
    int label();
}
