package dev.pcrl.report;

import static java.util.Objects.requireNonNull;

/**
 * Cuts pictures from a view: voxels [x, y, z] in C order (z fastest) in LPS, so x grows to the patient's left, y to the
 * back and z to the head.
 *
 * <p>Pictures follow the radiological convention: the patient's right is on the viewer's left; the front is at the top
 * of an axial picture, the head at the top of a coronal one.
 */
public final class SliceCutter {
    private final float[] voxels;
    private final int width;
    private final int height;
    private final int depth;
    private final float black;
    private final float white;

    /** Voxels in [0, 1], as the restoration's targets are. */
    public SliceCutter(float[] voxels, int width, int height, int depth) {
        this(voxels, width, height, depth, 0, 1);
    }

    /**
     * @param voxels [x, y, z] in C order; read while cutting, not copied
     * @param width size along x
     * @param height size along y
     * @param depth size along z; 1 for a flat image
     * @param black the number that is shown black: 0, or the lower end of the window of a normalised view
     * @param white the number that is shown white
     */
    public SliceCutter(float[] voxels, int width, int height, int depth, float black, float white) {
        this.voxels = requireNonNull(voxels, "voxels");
        if (width < 1 || height < 1 || depth < 1 || voxels.length != (long) width * height * depth) {
            throw new IllegalArgumentException(
                    voxels.length + " voxels for a view of " + width + "x" + height + "x" + depth);
        }
        if (!(black < white)) {
            throw new IllegalArgumentException("black (" + black + ") must be less than white (" + white + ")");
        }
        this.width = width;
        this.height = height;
        this.depth = depth;
        this.black = black;
        this.white = white;
    }

    /** Across the body at {@code z}: x to the right, y down. */
    public GreyImage axial(int z) {
        float[] pixels = new float[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                pixels[y * width + x] = grey(x, y, z);
            }
        }
        return new GreyImage(width, height, pixels);
    }

    /** The axial picture half way up. */
    public GreyImage axial() {
        return axial(depth / 2);
    }

    /** From the front at {@code y}: x to the right, z up. */
    public GreyImage coronal(int y) {
        float[] pixels = new float[width * depth];
        for (int z = 0; z < depth; z++) {
            for (int x = 0; x < width; x++) {
                pixels[(depth - 1 - z) * width + x] = grey(x, y, z);
            }
        }
        return new GreyImage(width, depth, pixels);
    }

    /** The coronal picture half way to the back. */
    public GreyImage coronal() {
        return coronal(height / 2);
    }

    private float grey(int x, int y, int z) {
        if (y < 0 || y >= height || z < 0 || z >= depth) {
            throw new IndexOutOfBoundsException(
                    "slice at y " + y + ", z " + z + " of a view of " + width + "x" + height + "x" + depth);
        }
        return (voxels[(x * height + y) * depth + z] - black) / (white - black);
    }
}
