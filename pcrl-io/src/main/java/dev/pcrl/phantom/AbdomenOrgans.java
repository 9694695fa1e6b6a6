package dev.pcrl.phantom;

import dev.pcrl.random.RandomStream;
import java.util.List;
import java.util.random.RandomGenerator;

/** Liver, spleen and kidneys: each with a size, a shape, a place and a texture of its own in each patient. */
final class AbdomenOrgans {
    private final AbdomenBuild build;
    private final Pose pose;
    private final AbdomenDensities densities;
    private final RandomGenerator random;
    private final LatticeNoise fine;
    private final LatticeNoise middle;
    private final LatticeNoise coarse;

    /**
     * @param build the measures of the patient
     * @param pose how the patient lies on the grid
     * @param densities the Hounsfield units of the patient
     * @param random where shapes and textures come from
     */
    AbdomenOrgans(AbdomenBuild build, Pose pose, AbdomenDensities densities, RandomStream random) {
        this.build = build;
        this.pose = pose;
        this.densities = densities;
        this.random = random.child("shapes").generator();
        this.fine = new LatticeNoise(random.child("fine").generator(), 8);
        this.middle = new LatticeNoise(random.child("middle").generator(), 15);
        this.coarse = new LatticeNoise(random.child("coarse").generator(), 42);
    }

    /** The organs in the order in which they are to be painted; they do not overlap. */
    List<AbdomenOrgan> draw() {
        Shape right = kidney(-1);
        Shape left = kidney(1);
        Shape kidneys = right.or(left);
        Shape spleen = spleen().without(kidneys.grown(3));
        Shape liver = liver().without(kidneys.grown(2)).without(spleen.grown(3));
        return List.of(
                organ(AbdomenTissue.LIVER, liver, densities.liver(), this::liverGrain),
                organ(AbdomenTissue.SPLEEN, spleen, densities.spleen(), this::spleenMottle),
                kidney(right),
                kidney(left));
    }

    private AbdomenOrgan organ(AbdomenTissue tissue, Shape shape, double mean, Canvas.Texture texture) {
        return new AbdomenOrgan(tissue, pose.of(shape), mean, (x, y, z, depth) -> mean + texture.at(x, y, z, depth));
    }

    private double liverGrain(double x, double y, double z, double depth) {
        return 12 * fine.at(x, y, z) + 6 * coarse.at(x, y, z);
    }

    /** Bands, as of a spleen that contrast medium has not filled evenly. */
    private double spleenMottle(double x, double y, double z, double depth) {
        return 22 * middle.at(1.6 * x, 0.8 * y, z);
    }

    /** Cortex, and pyramids of another density below it. */
    private AbdomenOrgan kidney(Shape shape) {
        Shape placed = pose.of(shape);
        double rind = random.nextDouble(8, 22) * (random.nextInt(4) == 0 ? -1 : 1);
        Canvas.Texture texture = (x, y, z, depth) -> {
            double below = -placed.distance(x, y, z) - 5 - 5 * middle.at(x, y, z);
            return densities.kidney() + rind * (1 - 2 * Shapes.step(-2, 3, below)) + 5 * fine.at(x, y, z);
        };
        return new AbdomenOrgan(AbdomenTissue.KIDNEY, placed, densities.kidney(), texture);
    }

    private Shape liver() {
        double size = random.nextDouble(0.72, 0.98);
        double length = random.nextDouble(54, 86);
        double reach = random.nextDouble(0.28, 0.62); // of the left lobe, across the midline
        Point lobe = build.at(random.nextDouble(-0.1, 0.12), -0.48, random.nextDouble(38, 58));
        Shape right = Shapes.ellipsoid(
                build.at(-0.5, -0.02, random.nextDouble(0.65, 0.8) * length),
                0.58 * size * build.width(),
                0.9 * size * build.depth(),
                length);
        Shape left = Shapes.ellipsoid(
                lobe, reach * build.width() + 12, random.nextDouble(0.26, 0.4) * build.depth(), size * 40);
        Shape bed = Shapes.ellipsoid(build.at(-0.04, 0.3, 74), 26, 26, 40) // of the vena cava and the gut
                .or(Shapes.ellipsoid(new Point(-44, build.spineY() + 6, build.diaphragm() - 120), 44, 30, 76), 12);
        return right.or(left, 22)
                .without(bed)
                .roughened(coarse, 8)
                .and(build.abdomen(3))
                .within(Extent.heights(build.diaphragm() - 190, build.diaphragm() + 10));
    }

    private Shape spleen() {
        double size = random.nextDouble(0.68, 1.3);
        Point centre =
                build.at(random.nextDouble(0.66, 0.76), random.nextDouble(0.18, 0.48), random.nextDouble(46, 74));
        double width = 25 * size;
        Shape body = Shapes.ellipsoid(centre, width, 42 * size, 48 * size);
        Point hilum = centre.plus(new Point(-1.25 * width, random.nextDouble(-16, 6), 0));
        Shape hollow = Shapes.ellipsoid(hilum, width, 26 * size, 34 * size);
        return body.without(hollow)
                .turned(centre, random.nextDouble(-0.5, 0.5))
                .roughened(coarse, 6)
                .and(build.abdomen(3));
    }

    private Shape kidney(int side) {
        double size = random.nextDouble(0.8, 1.2);
        Point centre = new Point(
                side * random.nextDouble(50, 62),
                build.spineY() - random.nextDouble(6, 22),
                build.diaphragm() - random.nextDouble(82, 112) + 6 * side);
        Shape body = Shapes.ellipsoid(centre, 23 * size, 26 * size, 49 * size);
        Point hilum = centre.plus(new Point(-15 * size * side, -6 * size, 0));
        Shape sinus = Shapes.ellipsoid(hilum, 15 * size, 11 * size, 24 * size);
        return body.without(sinus)
                .turned(centre, side * random.nextDouble(-0.7, 0.3))
                .roughened(middle, 3)
                .and(build.abdomen(2));
    }
}
