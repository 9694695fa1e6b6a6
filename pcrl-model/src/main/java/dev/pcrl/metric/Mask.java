package dev.pcrl.metric;

import static java.util.Objects.requireNonNull;

import dev.pcrl.view.Rule;
import dev.pcrl.volume.Box;
import dev.pcrl.volume.Geometry;
import java.util.Arrays;
import java.util.Optional;

/**
 * A set of voxels. Of its grid, metrics use sizes and spacings; axes are taken to be perpendicular. A 2D image is a
 * grid with one slice.
 */
public final class Mask {
    /** Corners of equal grids may be so much of a voxel apart: writers round affines differently. */
    private static final double TOLERANCE = 0.01;

    private final Geometry geometry;
    private final int size;
    private final long[] words; // of 64 voxels each: a byte a voxel would be too much for many scans

    /**
     * @param geometry the grid
     * @param voxels x fastest, then y, z
     */
    public Mask(Geometry geometry, boolean[] voxels) {
        this.geometry = requireNonNull(geometry, "geometry");
        this.size = voxels.length;
        this.words = new long[(size + Long.SIZE - 1) / Long.SIZE];
        Rule.check(size == geometry.voxels(), "a mask", "have " + geometry.voxels() + " voxels", size);
        for (int i = 0; i < size; i++) {
            if (voxels[i]) {
                words[i / Long.SIZE] |= 1L << i;
            }
        }
    }

    private Mask(Geometry geometry, int size, long[] words) {
        this.geometry = geometry;
        this.size = size;
        this.words = words;
    }

    public Geometry geometry() {
        return geometry;
    }

    /** Whether a voxel belongs to the set; x fastest, then y, z. */
    public boolean at(int index) {
        return (words[index / Long.SIZE] >>> index & 1) != 0;
    }

    /** Whether a voxel belongs to the set; none outside of the grid does. */
    boolean at(int x, int y, int z) {
        return x >= 0
                && y >= 0
                && z >= 0
                && x < geometry.nx()
                && y < geometry.ny()
                && z < geometry.nz()
                && at(x + geometry.nx() * (y + geometry.ny() * z));
    }

    /**
     * The same voxels on a grid that is the same but for rounding, as an image's and its labels' are.
     *
     * @throws IllegalArgumentException if it is another
     */
    public Mask on(Geometry other) {
        checkSameGrid(other);
        return new Mask(other, size, words);
    }

    /** Number of voxels on the grid. */
    public int size() {
        return size;
    }

    /** Number of voxels in the set. */
    public int count() {
        return Arrays.stream(words).mapToInt(Long::bitCount).sum();
    }

    /**
     * A voxel of the set, as {@link #at(int)} takes it.
     *
     * @param number from 0 up, in the order of voxels
     * @throws IndexOutOfBoundsException if the set has fewer
     */
    public int voxel(int number) {
        int before = number;
        for (int i = 0; i < words.length; i++) {
            int count = Long.bitCount(words[i]);
            if (before < count) {
                long word = words[i];
                for (int skipped = 0; skipped < before; skipped++) {
                    word &= word - 1; // without its lowest
                }
                return i * Long.SIZE + Long.numberOfTrailingZeros(word);
            }
            before -= count;
        }
        throw new IndexOutOfBoundsException(number);
    }

    /** @throws IllegalArgumentException if the other stands on another grid */
    void checkSameGrid(Mask other) {
        checkSameGrid(other.geometry);
    }

    private void checkSameGrid(Geometry other) {
        Rule.check(geometry.isCloseTo(other, TOLERANCE), "masks", "stand on the same grid", describe(other));
    }

    private String describe(Geometry other) {
        return geometry.nx() + "x" + geometry.ny() + "x" + geometry.nz() + ", " + other.nx() + "x" + other.ny() + "x"
                + other.nz();
    }

    /** The smallest box that holds the set; none if it is empty. */
    Optional<Box> bounds() {
        int[] low = {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE};
        int[] high = {-1, -1, -1};
        int i = 0;
        for (int z = 0; z < geometry.nz(); z++) {
            for (int y = 0; y < geometry.ny(); y++) {
                for (int x = 0; x < geometry.nx(); x++, i++) {
                    if (at(i)) {
                        low[0] = Math.min(low[0], x);
                        high[0] = Math.max(high[0], x);
                        low[1] = Math.min(low[1], y);
                        high[1] = Math.max(high[1], y);
                        low[2] = Math.min(low[2], z);
                        high[2] = z;
                    }
                }
            }
        }
        return high[0] < 0
                ? Optional.empty()
                : Optional.of(new Box(
                        low[0], low[1], low[2], high[0] - low[0] + 1, high[1] - low[1] + 1, high[2] - low[2] + 1));
    }
}
