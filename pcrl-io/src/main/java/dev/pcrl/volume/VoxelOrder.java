package dev.pcrl.volume;

/** The order in which a volume that is read holds its voxels. */
public enum VoxelOrder {
    /** As in the file. */
    STORED {
        @Override
        public Volume volume(Geometry geometry, int channels, Modality modality, String storedType, float[] voxels) {
            return new Volume(geometry, channels, modality, storedType, voxels);
        }
    },
    /**
     * The axis-aligned order closest to LPS: x grows to the patient's left, y to posterior, z to superior, as axial CT
     * is stored. Nothing is resampled: an oblique volume stays as oblique as it is.
     */
    AXIAL {
        @Override
        public Volume volume(Geometry geometry, int channels, Modality modality, String storedType, float[] voxels) {
            Geometry axial = Orientation.toAxial(geometry, channels, voxels);
            return new Volume(axial, channels, modality, storedType, voxels);
        }
    };

    /**
     * The volume of voxels in a file's order. They are moved in place, so that no volume ever needs memory twice.
     *
     * @param voxels owned by the volume from here on
     * @see Volume#Volume(Geometry, int, Modality, String, float[])
     */
    public abstract Volume volume(
            Geometry geometry, int channels, Modality modality, String storedType, float[] voxels);
}
