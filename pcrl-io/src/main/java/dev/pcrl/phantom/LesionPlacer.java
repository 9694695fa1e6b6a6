package dev.pcrl.phantom;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Finds room for round lesions inside an organ and paints them. */
final class LesionPlacer {
    private static final int TRIES = 20_000;

    private final Canvas canvas;
    private final RandomGenerator random;
    private final LatticeNoise noise;

    LesionPlacer(Canvas canvas, RandomGenerator random, LatticeNoise noise) {
        this.canvas = canvas;
        this.random = random;
        this.noise = noise;
    }

    /**
     * Paints lesions of random sizes, small ones more often, whole inside the organ and apart from each other. Where
     * the grid shows too little of the organ there may be fewer.
     *
     * @param organ where they grow
     * @param kind what they look like
     * @param count how many
     */
    List<Lesion> place(Shape organ, LesionKind kind, int count) {
        List<Point> centres = new ArrayList<>();
        List<Lesion> lesions = new ArrayList<>();
        for (int tries = 0; lesions.size() < count && tries < TRIES; tries++) {
            double share = random.nextDouble();
            double radius = kind.smallest() * Math.pow(kind.largest() / kind.smallest(), share);
            Point centre =
                    new Point(random.nextDouble(-130, 130), random.nextDouble(-100, 100), random.nextDouble(-150, 150));
            boolean apart = centres.stream().allMatch(other -> other.distanceTo(centre) > 2.2 * kind.largest());
            boolean inside = organ.distance(centre.x(), centre.y(), centre.z()) < -radius - 1;
            if (apart && inside && canvas.holds(centre)) {
                centres.add(centre);
                lesions.add(paint(centre, radius, kind));
            }
        }
        return lesions;
    }

    private Lesion paint(Point centre, double radius, LesionKind kind) {
        // At least a voxel across, so that each lesion is seen and labelled.
        double visible = Math.max(radius, 0.8 * canvas.edge());
        Shape blob = Shapes.ellipsoid(
                centre,
                visible * random.nextDouble(0.9, 1.15),
                visible * random.nextDouble(0.9, 1.15),
                visible * random.nextDouble(0.9, 1.15));
        Shape shape = radius > 5 ? blob.roughened(noise, 0.22 * radius) : blob;
        if (kind.halo() > 0) {
            canvas.paint(shape.grown(kind.halo()), kind.haloValue(), kind.site());
        }
        canvas.paint(shape, (x, y, z, depth) -> kind.value() + 6 * noise.at(2 * x, 2 * y, 2 * z), Structure.LESION);
        double[] indices = canvas.toIndices(centre);
        return new Lesion(kind.site(), indices[0], indices[1], indices[2], visible);
    }
}
