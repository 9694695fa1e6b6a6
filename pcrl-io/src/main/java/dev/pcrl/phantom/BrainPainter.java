package dev.pcrl.phantom;

import dev.pcrl.random.RandomStream;

/** Paints the brain: a folded rind of grey matter around white matter, deep nuclei, ventricles, the falx. */
final class BrainPainter {
    private static final double GREY = 38;
    private static final double WHITE = 29;
    private static final double FLUID = 6;
    private static final double RIND = 2.8; // thickness of the cortex in millimetres
    private static final double SULCUS = 15; // how deep the folds cut
    private static final double FOLD = 13; // wavelength of the folds

    private final Canvas canvas;
    private final HeadBuild build;
    private final LatticeNoise folds;
    private final LatticeNoise warp;

    BrainPainter(Canvas canvas, HeadBuild build, RandomStream random) {
        this.canvas = canvas;
        this.build = build;
        this.folds = new LatticeNoise(random.child("folds").generator(), FOLD);
        this.warp = new LatticeNoise(random.child("warp").generator(), 28);
    }

    void paint() {
        Shape brain = build.brain();
        canvas.paint(brain, WHITE, Structure.WHITE_MATTER);
        canvas.paint(rind(brain), GREY, Structure.GREY_MATTER);
        canvas.paint(sulci(brain), FLUID + 4, Structure.CEREBROSPINAL_FLUID);
        paintCerebellum();
        paintStem();
        paintNuclei();
        paintVentricles();
        paintFalx();
    }

    /** Distance to the nearest fold, in millimetres: the field's zeros, stretched to lengths. */
    private double foldDistance(double x, double y, double z) {
        double bend = 9 * warp.at(x, y, z);
        return 0.32 * FOLD * Math.abs(folds.at(x + bend, y - bend, z + bend));
    }

    private Shape rind(Shape brain) {
        Shape grey = (x, y, z) -> {
            double depth = -brain.distance(x, y, z);
            return Math.min(depth, foldDistance(x, y, z) + 2 * Math.max(0, depth - SULCUS)) - RIND;
        };
        return brain.and(grey);
    }

    /** The folds themselves, which hold fluid and narrow as they go down. */
    private Shape sulci(Shape brain) {
        Shape gaps = (x, y, z) -> {
            double depth = -brain.distance(x, y, z);
            if (depth < 0 || depth > SULCUS) {
                return 1;
            }
            // Twice the distance: folds are narrower than a voxel, and would fade away at true scale.
            return 2 * (foldDistance(x, y, z) - 0.85 * Math.sqrt(1 - depth / SULCUS));
        };
        return gaps.within(brain.extent());
    }

    private void paintCerebellum() {
        Shape cerebellum =
                build.cerebellum().grown(-1.5).without(build.petrous().grown(3));
        canvas.paint(
                cerebellum,
                // Leaves, nearly horizontal, that fade towards the white core.
                (x, y, z, depth) -> 34 + Math.max(0, 1 - depth / 16) * 6 * Math.sin(2.1 * z + 0.05 * x * x / 6),
                Structure.GREY_MATTER);
        Shape tent = cerebellum.grown(1.5).shell(1.6).and((x, y, z) -> -16 - z);
        canvas.paint(tent, FLUID + 4, Structure.CEREBROSPINAL_FLUID);
    }

    private void paintStem() {
        Shape cistern = Shapes.tube(16, new Point(0, 6, 6), new Point(0, 16, -34), new Point(0, 23, -66));
        canvas.paint(cistern.and(build.cavity()), FLUID, Structure.CEREBROSPINAL_FLUID);
        Shape stem = Shapes.ellipsoid(new Point(0, 11, -20), 15, 11, 16)
                .or(Shapes.tube(new Point(0, 10, 8), new Point(0, 23, -70), 10, 5.5), 6);
        canvas.paint(stem, 31, Structure.WHITE_MATTER);
    }

    private void paintNuclei() {
        Shape nuclei = Shapes.ellipsoid(new Point(11, 8, 26), 8, 14, 9)
                .or(Shapes.ellipsoid(new Point(24, -8, 24), 7, 17, 10))
                .or(Shapes.ellipsoid(new Point(14, -26, 33), 4.5, 10, 9))
                .onBothSides();
        canvas.paint(nuclei, GREY + 1, Structure.GREY_MATTER);
    }

    private void paintVentricles() {
        double size = build.ventricles();
        Shape lateral = Shapes.tube(new Point(13, -40, 34), new Point(6, -12, 38), 4.2 * size, 4 * size)
                .or(Shapes.tube(new Point(6, -12, 38), new Point(11, 18, 44), 4 * size, 5.2 * size), 3)
                .or(Shapes.tube(new Point(11, 18, 44), new Point(25, 38, 33), 5.2 * size, 6.5 * size), 3)
                .or(Shapes.tube(new Point(25, 38, 33), new Point(21, 58, 28), 6 * size, 2 * size), 3)
                .or(Shapes.tube(new Point(25, 38, 33), new Point(34, 8, 2), 4 * size, 1.6 * size), 3)
                .onBothSides();
        Shape third = Shapes.ellipsoid(new Point(0, -2, 24), 2.4 * size, 13, 10);
        Shape fourth = Shapes.ellipsoid(new Point(0, 30, -20), 8 * size, 4.5 * size, 9);
        Shape septum = (x, y, z) -> 0.8 - Math.abs(x);
        for (Shape ventricle : new Shape[] {lateral.roughened(warp, 1.5).and(septum), third, fourth}) {
            canvas.paint(ventricle, FLUID, Structure.CEREBROSPINAL_FLUID);
        }
        Shape cisterns = Shapes.ellipsoid(new Point(0, -17, 3), 14, 9, 6)
                .or(Shapes.ellipsoid(new Point(0, 27, 12), 13, 4, 6))
                .or(sylvian());
        canvas.paint(
                cisterns.roughened(folds, 3).and(build.cavity()).and((x, y, z) -> -8 - z),
                FLUID,
                Structure.CEREBROSPINAL_FLUID);
        Shape plexus = Shapes.ellipsoid(new Point(25, 39, 33), 2.5, 4, 3).onBothSides();
        canvas.paint(plexus, 150, Structure.SOFT_TISSUE); // calcified, as in most adults
        canvas.paint(Shapes.sphere(new Point(0, 22, 22), 2.4), 170, Structure.SOFT_TISSUE); // and so the pineal gland
    }

    private Shape sylvian() {
        return Shapes.tube(new Point(build.width() - 3, -8, 22), new Point(36, -14, 12), 3.5, 2)
                .or(Shapes.tube(new Point(36, -14, 12), new Point(37, 14, 26), 2, 1.2), 2)
                .onBothSides();
    }

    private void paintFalx() {
        Shape brain = build.brain();
        Shape midline = (x, y, z) -> {
            double depth = -brain.distance(x, y, z);
            // It hangs from the vault and ends above the corpus callosum.
            double lower = Math.hypot((y - 4) / 1.15, z - 30) - 30;
            return Math.max(Math.abs(x) - 2.2 - 1.5 * warp.at(9, y, z), Math.max(-lower, depth - 60));
        };
        Shape fissure = midline.and(build.cavity()).and((x, y, z) -> 6 - z);
        canvas.paint(fissure.within(new Extent(-5, 5, -110, 110, 6, 124)), FLUID + 2, Structure.CEREBROSPINAL_FLUID);
        Shape falx = (x, y, z) -> Math.abs(x) - 0.8;
        canvas.paint(fissure.and(falx).within(new Extent(-2, 2, -110, 110, 6, 124)), 58, Structure.SOFT_TISSUE);
    }
}
