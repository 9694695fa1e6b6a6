package dev.pcrl.phantom;

import java.util.random.RandomGenerator;

/** Paints the spine, the ribs with their cartilage, the breastbone, the collar bones and the shoulder blades. */
final class ThoraxBones {
    private static final double VERTEBRA = 27; // height with its disc, in millimetres
    private static final double RIBS = 25; // from one rib to the next
    private static final double FALL = 62; // how far a rib descends from spine to breastbone

    private final Canvas canvas;
    private final ThoraxBuild build;
    private final double phase;
    private final double cortex;
    private final double marrow;
    private final LatticeNoise grain;

    ThoraxBones(Canvas canvas, ThoraxBuild build, RandomGenerator random) {
        this.canvas = canvas;
        this.build = build;
        this.phase = random.nextDouble(VERTEBRA);
        this.cortex = random.nextDouble(600, 850);
        this.marrow = random.nextDouble(130, 230);
        this.grain = new LatticeNoise(random, 4);
    }

    void paint() {
        paintRibs();
        paintSternum();
        paintShoulders();
        paintSpine();
    }

    /** A hard rind around a spongy core. */
    private void paintBone(Shape bone, double rind) {
        canvas.paint(bone, (x, y, z, depth) -> depth < rind ? cortex : marrow + 60 * grain.at(x, y, z), Structure.BONE);
    }

    private void paintRibs() {
        Shape cage = build.cage();
        Shape ribs = (x, y, z) -> {
            double outward = (cage.distance(x, y, z) - 6) / 4.2;
            if (Math.abs(outward) > 4) {
                return 4 * Math.abs(outward);
            }
            // 0 at the spine, 1 at the breastbone.
            double around = Math.atan2(Math.abs(x), y * build.cageWidth() / build.cageDepth()) / Math.PI;
            double fallen = z + FALL * Shapes.step(0, 0.75, around);
            double along = (fallen - phase) / RIBS;
            double height = (along - Math.rint(along)) * RIBS * 0.9 / 6;
            double tilted = 4.6 * (Math.sqrt(outward * outward + height * height) - 1);
            double floating = 45 * (around - 0.62 - Shapes.step(-130, -60, fallen));
            double gap = 30 * (0.05 - around);
            return Math.max(Math.max(tilted, floating), Math.max(gap, -175 - fallen));
        };
        Shape bony = (x, y, z) -> 120 * (Math.atan2(Math.abs(x), y) / Math.PI - 0.80);
        Shape limits = ribs.within(Extent.heights(-235, 160));
        canvas.paint(limits, 95, Structure.SOFT_TISSUE); // cartilage in front
        paintBone(limits.and(bony), 1.6);
    }

    private void paintSternum() {
        Shape cage = build.cage();
        Shape plate = (x, y, z) -> {
            double outward = Math.abs(cage.distance(x, y, z) - 7) - 5;
            double halfWidth = 15 + 9 * Shapes.step(50, 90, z);
            return Math.max(y + 10, Math.max(outward, Math.max(Math.abs(x) - halfWidth, Math.abs(z - 20) - 80)));
        };
        paintBone(plate.within(new Extent(-30, 30, -200, 0, -62, 102)), 1.5);
    }

    private void paintShoulders() {
        double width = build.cageWidth();
        double depth = build.cageDepth();
        Shape collar = Shapes.tube(
                5.5,
                new Point(20, -0.72 * depth, 108),
                new Point(60, -0.76 * depth, 122),
                new Point(0.8 * width, -0.35 * depth, 136));
        paintBone(collar.onBothSides(), 1.6);
        Point blade = new Point(0.70 * width, 0.80 * depth, 82);
        Shape plate = Shapes.ellipsoid(blade, 36, 4.5, 58).turned(blade, -0.72);
        Point crest = new Point(0.74 * width, 0.88 * depth, 112);
        Shape spine = Shapes.ellipsoid(crest, 34, 7, 6).turned(crest, -0.8);
        paintBone(plate.or(spine, 4).onBothSides(), 1.8);
    }

    private void paintSpine() {
        double y0 = build.spineY();
        Shape bodies = (x, y, z) -> {
            double level = Math.abs(level(z)); // 0 in the middle of a vertebra, 1 in the middle of a disc
            double waist = 1.8 * (1 - Math.min(1, level * level * 1.4));
            double ring = Shapes.ringDistance(x, y - y0, 19 - waist, 15.5 - waist);
            return Math.max(ring, (level - 0.80) * VERTEBRA / 2);
        };
        Shape column = Shapes.column(new Point(0, y0, 0), 18.5, 15, 400);
        canvas.paint(column, 85, Structure.SOFT_TISSUE); // discs
        paintBone(bodies, 1.7);
        paintArches(y0 + 23);
        Shape canal = Shapes.column(new Point(0, y0 + 23, 0), 9.5, 8.5, 400);
        canvas.paint(canal, 12, Structure.CEREBROSPINAL_FLUID);
        canvas.paint(Shapes.column(new Point(0, y0 + 23, 0), 4.6, 3.6, 400), 38, Structure.SPINAL_CORD);
    }

    private void paintArches(double canal) {
        Shape ring = (x, y, z) -> {
            double level = level(z);
            double body = Math.abs(Shapes.ringDistance(x, y - canal, 12.5, 11.5)) - 3;
            return Math.max(body, (Math.abs(level + 0.1) - 0.62) * VERTEBRA / 2);
        };
        Shape spinous = (x, y, z) -> {
            double out = y - canal;
            double level = level(z + 0.55 * out); // points downwards
            double blade = Math.max(Math.abs(x) - 2.6 - 0.04 * out, Math.abs(out - 22) - 13);
            return Math.max(blade, (Math.abs(level) - 0.55) * VERTEBRA / 2);
        };
        Shape transverse = (x, y, z) -> {
            double out = Math.abs(x);
            double level = level(z);
            double bar = Math.max(Math.abs(y - canal - 4 - 0.28 * out) - 4.2, Math.abs(out - 22) - 15);
            return Math.max(bar, (Math.abs(level) - 0.42) * VERTEBRA / 2);
        };
        Extent near = new Extent(-45, 45, canal - 20, canal + 50, -1e6, 1e6);
        paintBone(ring.or(spinous, 2).or(transverse, 2).and(build.trunk(5)).within(near), 1.5);
    }

    /** Height within a vertebra: 0 in its middle, -1 and 1 in the discs below and above. */
    private double level(double z) {
        double along = (z - phase) / VERTEBRA;
        return 2 * (along - Math.rint(along));
    }
}
