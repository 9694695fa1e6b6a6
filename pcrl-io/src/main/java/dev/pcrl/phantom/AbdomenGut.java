package dev.pcrl.phantom;

import dev.pcrl.random.RandomStream;
import java.util.random.RandomGenerator;

/**
 * Paints what fills an abdomen between its organs: stomach, pancreas, gall bladder, colon and small bowel. Their
 * densities are those of the organs; some loops are as large as a kidney or a spleen.
 */
final class AbdomenGut {
    private final Canvas canvas;
    private final AbdomenBuild build;
    private final Pose pose;
    private final RandomGenerator random;
    private final LatticeNoise fine;
    private final LatticeNoise middle;
    private final LatticeNoise coarse;
    private final Shape inside;

    AbdomenGut(Canvas canvas, AbdomenBuild build, Pose pose, RandomStream random) {
        this.canvas = canvas;
        this.build = build;
        this.pose = pose;
        this.random = random.child("shapes").generator();
        this.fine = new LatticeNoise(random.child("fine").generator(), 8);
        this.middle = new LatticeNoise(random.child("middle").generator(), 15);
        this.coarse = new LatticeNoise(random.child("coarse").generator(), 40);
        this.inside = build.abdomen(4);
    }

    void paint() {
        for (int loop = random.nextInt(18, 28); loop > 0; loop--) {
            paintLoop();
        }
        paintColon();
        paintPancreas();
        paintStomach();
        paintGallBladder();
    }

    /** A hollow organ: a wall, and contents that may be mixed with food or gas. */
    private void paintHollow(Shape outer, double wall) {
        Shape shape = outer.and(inside);
        double around = AbdomenDensities.soft(random);
        double contents = AbdomenDensities.soft(random) - random.nextDouble(25);
        double grain = random.nextDouble(5, 26);
        LatticeNoise food = random.nextBoolean() ? fine : middle;
        canvas.paint(pose.of(shape), around, AbdomenTissue.OTHER);
        Shape lumen = shape.grown(-wall);
        canvas.paint(pose.of(lumen), (x, y, z, depth) -> contents + grain * food.at(x, y, z), AbdomenTissue.OTHER);
        if (random.nextInt(3) == 0) {
            Extent box = outer.extent();
            double level = box.y0() + random.nextDouble(0.15, 0.45) * (box.y1() - box.y0()); // gas rises to the front
            Shape front = (x, y, z) -> y - level;
            canvas.paint(pose.of(lumen.and(front)), -950, AbdomenTissue.OTHER);
        }
    }

    private void paintLoop() {
        Point middleOf =
                build.at(random.nextDouble(-0.75, 0.85), random.nextDouble(-0.8, 0.3), random.nextDouble(80, 190));
        double size = random.nextDouble(10, 24);
        Point reach = Point.gaussian(random).unit().times(random.nextDouble(8, 40));
        Shape loop = Shapes.tube(size, middleOf.plus(reach.times(-1)), middleOf, middleOf.plus(bent(reach)));
        paintHollow(loop.roughened(middle, 3), 3);
    }

    private Point bent(Point direction) {
        return direction.plus(Point.gaussian(random).times(12));
    }

    private void paintColon() {
        for (int side = -1; side <= 1; side += 2) {
            Point low = build.at(side * 0.76, 0.2, 240);
            Point high = build.at(side * 0.76, random.nextDouble(-0.1, 0.3), random.nextDouble(110, 140));
            paintHollow(Shapes.tube(low, high, 22, random.nextDouble(15, 24)).roughened(middle, 5), 3);
        }
        double below = random.nextDouble(105, 150);
        Shape across = Shapes.tube(
                random.nextDouble(14, 20),
                build.at(-0.66, -0.35, below - 10),
                build.at(-0.1, -0.66, below + 15),
                build.at(0.66, -0.3, below - 30));
        paintHollow(across.roughened(middle, 5), 3);
    }

    private void paintPancreas() {
        double below = random.nextDouble(72, 92);
        double back = build.spineY() / build.depth();
        Shape pancreas = Shapes.tube(
                random.nextDouble(9, 14),
                build.at(-0.3, back - 0.62, below + 22),
                build.at(-0.05, back - 0.7, below),
                build.at(0.35, back - 0.55, below - 8),
                build.at(0.6, back - 0.4, below - 18));
        double density = AbdomenDensities.soft(random);
        canvas.paint(
                pose.of(pancreas.roughened(fine, 4).and(inside)),
                (x, y, z, depth) -> density + 16 * fine.at(x, y, z),
                AbdomenTissue.OTHER);
    }

    private void paintStomach() {
        double size = random.nextDouble(0.7, 1.15);
        Point fundus = build.at(random.nextDouble(0.3, 0.46), random.nextDouble(-0.2, 0.1), 50);
        Shape bag = Shapes.ellipsoid(fundus, 38 * size, 36 * size, 44 * size);
        Shape outlet = Shapes.tube(fundus, build.at(-0.08, -0.4, 98), 24 * size, 13);
        paintHollow(bag.or(outlet, 12).roughened(coarse, 7), 4);
    }

    private void paintGallBladder() {
        Point neck = build.at(-0.28, -0.2, 88);
        Point fundus = build.at(-0.36, random.nextDouble(-0.75, -0.5), 105);
        double density = random.nextDouble(0, 45);
        Shape bladder = Shapes.tube(neck, fundus, 6, random.nextDouble(9, 16)).and(inside);
        canvas.paint(pose.of(bladder), density, AbdomenTissue.OTHER);
    }
}
