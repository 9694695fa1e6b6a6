package dev.pcrl.phantom;

import dev.pcrl.volume.Geometry;
import dev.pcrl.volume.Modality;
import dev.pcrl.volume.Volume;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The grid that a phantom is painted on, one solid over another. A voxel at a surface takes a share of both sides, as
 * the partial volume effect has it.
 */
final class Canvas {
    private static final int AIR = -1000;
    private static final double STRIDE = 0.4; // of the distance: shapes may overstate how far off they are

    private final Geometry geometry;
    private final double[] spacing;
    private final double edge; // width of a surface's blur in millimetres
    private final float[] values;
    private final float[] labels;

    Canvas(Geometry geometry) {
        this.geometry = geometry;
        this.spacing = new double[] {
            geometry.affine().spacing(0),
            geometry.affine().spacing(1),
            geometry.affine().spacing(2)
        };
        this.edge = Math.cbrt(spacing[0] * spacing[1] * spacing[2]);
        this.values = new float[Math.toIntExact(geometry.voxels())];
        this.labels = new float[values.length];
        Arrays.fill(values, AIR);
    }

    /** Hounsfield units at a position, given how many millimetres it lies below the surface. */
    @FunctionalInterface
    interface Texture {
        double at(double x, double y, double z, double depth);
    }

    /** Puts a solid of one density over what is there. */
    void paint(Shape shape, double value, Tissue tissue) {
        paint(shape, (x, y, z, depth) -> value, tissue);
    }

    /** Puts a solid over what is there. */
    void paint(Shape shape, Texture texture, Tissue tissue) {
        Extent extent = shape.extent().grown(edge);
        int x0 = first(extent.x0(), 0);
        int x1 = last(extent.x1(), 0);
        for (int k = first(extent.z0(), 2); k <= last(extent.z1(), 2); k++) {
            double z = position(k, 2);
            for (int j = first(extent.y0(), 1); j <= last(extent.y1(), 1); j++) {
                paintRow(shape, texture, tissue, x0, x1, j, k, z);
            }
        }
    }

    private void paintRow(Shape shape, Texture texture, Tissue tissue, int x0, int x1, int j, int k, double z) {
        double y = position(j, 1);
        int row = geometry.nx() * (j + geometry.ny() * k);
        int i = x0;
        while (i <= x1) {
            double x = position(i, 0);
            double distance = shape.distance(x, y, z);
            double cover = Math.min(1, 0.5 - distance / edge);
            if (cover <= 0) {
                i += Math.max(1, (int) (STRIDE * (distance - edge / 2) / spacing[0]));
                continue;
            }
            int index = row + i;
            values[index] += (float) (cover * (texture.at(x, y, z, -distance) - values[index]));
            if (cover >= 0.5) {
                labels[index] = tissue.label();
            }
            i++;
        }
    }

    /** Whether a position lies on the grid. */
    boolean holds(Point point) {
        double[] indices = toIndices(point);
        return inside(indices[0], geometry.nx())
                && inside(indices[1], geometry.ny())
                && inside(indices[2], geometry.nz());
    }

    private static boolean inside(double index, int size) {
        return index >= 0 && index <= size - 1;
    }

    /** Voxel indices of a position. */
    double[] toIndices(Point point) {
        return new double[] {
            point.x() / spacing[0] + middle(0), point.y() / spacing[1] + middle(1), point.z() / spacing[2] + middle(2)
        };
    }

    /** Width of a surface's blur in millimetres, about one voxel. */
    double edge() {
        return edge;
    }

    /** The middle of a voxel drawn from those in a box; any voxel's if the box holds none. */
    Point draw(RandomGenerator random, Extent box) {
        int[] voxel = new int[3];
        double[] from = {box.x0(), box.y0(), box.z0()};
        double[] to = {box.x1(), box.y1(), box.z1()};
        for (int axis = 0; axis < 3; axis++) {
            int first = first(from[axis], axis);
            int last = last(to[axis], axis);
            voxel[axis] = first <= last ? random.nextInt(first, last + 1) : random.nextInt(geometry.size(axis));
        }
        return new Point(position(voxel[0], 0), position(voxel[1], 1), position(voxel[2], 2));
    }

    /** Whether the voxel at a position of the grid shows a tissue. */
    boolean shows(Tissue tissue, Point point) {
        double[] indices = toIndices(point);
        int i = (int) Math.rint(indices[0]);
        int j = (int) Math.rint(indices[1]);
        int k = (int) Math.rint(indices[2]);
        return labels[i + geometry.nx() * (j + geometry.ny() * k)] == tissue.label();
    }

    /** Millimetres of LPS, as the grid's affine has them. */
    Point toPatient(Point point) {
        double[] indices = toIndices(point);
        return new Point(indices[0] * spacing[0], indices[1] * spacing[1], indices[2] * spacing[2]);
    }

    /** The painting as values; the canvas must not be used after it. */
    LabelledVolume finish(ScannerNoise noise, List<Lesion> lesions) {
        return new LabelledVolume(image(noise), labels(), lesions);
    }

    /** The image as it is taken; nothing must be painted after it. */
    Volume image(Artefact... artefacts) {
        for (Artefact artefact : artefacts) {
            artefact.addTo(values, geometry);
        }
        return new Volume(geometry, 1, Modality.CT, values);
    }

    /** What each voxel shows; nothing must be painted after it. */
    Volume labels() {
        return new Volume(geometry, 1, Modality.UNKNOWN, labels);
    }

    private double middle(int axis) {
        return (geometry.size(axis) - 1) / 2.0;
    }

    private double position(int index, int axis) {
        return (index - middle(axis)) * spacing[axis];
    }

    private int first(double millimetres, int axis) {
        return (int) Math.max(0, Math.ceil(millimetres / spacing[axis] + middle(axis)));
    }

    private int last(double millimetres, int axis) {
        return (int) Math.min(geometry.size(axis) - 1, Math.floor(millimetres / spacing[axis] + middle(axis)));
    }
}
