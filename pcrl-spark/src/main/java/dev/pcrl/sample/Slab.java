package dev.pcrl.sample;

import static java.util.Objects.requireNonNull;

import dev.pcrl.volume.Affine;
import dev.pcrl.volume.Geometry;
import dev.pcrl.volume.Volume;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Neighbouring slices of an image with their labels.
 *
 * @param image of one channel
 * @param labels on the same grid; 0 is no label
 */
record Slab(Volume image, Volume labels) {
    /** How far corners of the two grids may be apart, in voxels: writers round affines differently. */
    private static final double TOLERANCE = 0.01;

    Slab {
        requireNonNull(image, "image");
        requireNonNull(labels, "labels");
        if (!labels.geometry().isCloseTo(image.geometry(), TOLERANCE)) {
            throw new IllegalArgumentException("labels are on another grid than the image");
        }
        if (image.channels() != 1 || labels.channels() != 1) {
            throw new IllegalArgumentException("an image and its labels have one channel each");
        }
    }

    /** Slices along z. */
    int depth() {
        return image.geometry().nz();
    }

    /**
     * Without the slices at both ends that have no label, but for some next to those that have.
     *
     * @param margin how many slices without a label are kept at each end, if there are so many
     * @throws IllegalArgumentException if nothing is labelled
     */
    Slab trimmed(int margin) {
        int[] labelled = IntStream.range(0, depth()).filter(this::isLabelled).toArray();
        if (labelled.length == 0) {
            throw new IllegalArgumentException("no slice has a label");
        }
        int from = Math.max(0, labelled[0] - margin);
        int to = Math.min(depth(), labelled[labelled.length - 1] + 1 + margin);
        return slices(from, to);
    }

    /**
     * Cut across into thinner slabs, from the lowest to the highest: each slice is in one of them, and no two differ by
     * more than a slice.
     *
     * @throws IllegalArgumentException if there are not as many slices
     */
    List<Slab> cut(int count) {
        if (count < 1 || count > depth()) {
            throw new IllegalArgumentException(depth() + " slices cannot be cut into " + count + " slabs");
        }
        return IntStream.range(0, count)
                .mapToObj(i -> slices(depth() * i / count, depth() * (i + 1) / count))
                .toList();
    }

    private boolean isLabelled(int z) {
        int start = labels.index(0, 0, z, 0);
        int end = labels.index(0, 0, z + 1, 0);
        return IntStream.range(start, end).anyMatch(i -> labels.at(i) != 0);
    }

    private Slab slices(int from, int to) {
        return new Slab(slices(image, from, to), slices(labels, from, to));
    }

    private static Volume slices(Volume volume, int from, int to) {
        Geometry all = volume.geometry();
        Geometry geometry = new Geometry(all.nx(), all.ny(), to - from, raised(all.affine(), from));
        float[] voxels = new float[Math.toIntExact(geometry.voxels())];
        FloatBuffer source = volume.voxels();
        source.position(volume.index(0, 0, from, 0));
        source.get(voxels);
        return new Volume(geometry, 1, volume.modality(), volume.storedType(), voxels);
    }

    /** The affine of a grid that begins so many slices further up. */
    private static Affine raised(Affine affine, int slices) {
        double[] rows = affine.toRows();
        for (int row = 0; row < 3; row++) {
            rows[4 * row + 3] += slices * affine.at(row, 2);
        }
        return Affine.ofRows(rows);
    }
}
