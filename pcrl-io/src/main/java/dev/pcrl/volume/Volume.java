package dev.pcrl.volume;

import static java.util.Objects.requireNonNull;

import java.nio.FloatBuffer;

/**
 * An image of one or more channels: immutable voxels with their geometry and modality.
 *
 * <p>Voxels are single-precision numbers in the file's units after its slope and intercept (Hounsfield units for CT);
 * 32-bit integers and doubles are rounded to the nearest float. They lie in the order of medical files: x fastest, then
 * y, z and channel.
 */
public final class Volume {
    /** The most voxels (times channels) a volume can have: what one Java array holds. */
    public static final long MAX_VOXELS = Integer.MAX_VALUE - 8L;

    private final Geometry geometry;
    private final int channels;
    private final Modality modality;
    private final String storedType;
    private final FloatBuffer voxels;

    /** A volume that comes from no file: its type is {@code float32}. */
    public Volume(Geometry geometry, int channels, Modality modality, float[] voxels) {
        this(geometry, channels, modality, "float32", voxels);
    }

    /**
     * @param geometry the grid
     * @param channels images on that grid, at least 1
     * @param modality what the numbers mean
     * @param storedType the type of a voxel in the file, as NumPy calls it: {@code int16}
     * @param voxels x fastest, then y, z, channel; owned by the volume from here on
     * @throws IllegalArgumentException if the number of voxels is not what the geometry promises
     */
    public Volume(Geometry geometry, int channels, Modality modality, String storedType, float[] voxels) {
        this(geometry, channels, modality, storedType, FloatBuffer.wrap(voxels));
    }

    private Volume(Geometry geometry, int channels, Modality modality, String storedType, FloatBuffer voxels) {
        this.geometry = requireNonNull(geometry, "geometry");
        this.modality = requireNonNull(modality, "modality");
        this.storedType = requireNonNull(storedType, "storedType");
        this.voxels = voxels;
        this.channels = channels;
        if (channels < 1 || voxels.limit() != geometry.voxels() * channels) {
            throw new IllegalArgumentException(
                    voxels.limit() + " voxels for " + geometry.voxels() + " positions in " + channels + " channels");
        }
    }

    /** The same volume, its voxels elsewhere. */
    Volume in(FloatBuffer others) {
        return new Volume(geometry, channels, modality, storedType, others);
    }

    public Geometry geometry() {
        return geometry;
    }

    public int channels() {
        return channels;
    }

    public Modality modality() {
        return modality;
    }

    /** The type of a voxel in the file that the volume was read from, as NumPy calls it. */
    public String storedType() {
        return storedType;
    }

    /** Where the voxel stands in {@link #voxels()}. */
    public int index(int x, int y, int z, int channel) {
        return x + geometry.nx() * (y + geometry.ny() * (z + geometry.nz() * channel));
    }

    /** One voxel. */
    public float at(int x, int y, int z, int channel) {
        return voxels.get(index(x, y, z, channel));
    }

    /** One voxel, by its {@link #index}. */
    public float at(int index) {
        return voxels.get(index);
    }

    /** All voxels, read only, x fastest, then y, z, channel. */
    public FloatBuffer voxels() {
        return voxels.asReadOnlyBuffer();
    }
}
