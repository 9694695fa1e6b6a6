package dev.pcrl.phantom;

import dev.pcrl.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Paints a chest from the outside in: wall, lungs, abdomen, heart and vessels, bones, lesions. */
final class ThoraxPainter {
    private final Canvas canvas;
    private final RandomStream random;
    private final RandomGenerator shapes;
    private final ThoraxBuild build;
    private final LatticeNoise fine;
    private final LatticeNoise coarse;
    private final Shape cage;
    private final Shape lungs;
    private final Point heart;
    private final Shape liver;
    private final List<Lesion> lesions = new ArrayList<>();

    ThoraxPainter(Canvas canvas, RandomStream random) {
        this.canvas = canvas;
        this.random = random;
        this.shapes = random.child("shapes").generator();
        this.build = ThoraxBuild.draw(shapes);
        this.fine = new LatticeNoise(random.child("fine").generator(), 9);
        this.coarse = new LatticeNoise(random.child("coarse").generator(), 45);
        this.cage = build.cage();
        this.heart = new Point(
                shapes.nextDouble(16, 26), shapes.nextDouble(-30, -20), build.diaphragm() + shapes.nextDouble(12, 22));
        this.lungs = lungs();
        this.liver = liver();
    }

    List<Lesion> lesions() {
        return lesions;
    }

    void paint() {
        paintWall();
        paintLungs();
        paintAbdomen();
        paintHeart();
        paintLargeVessels();
        new ThoraxBones(canvas, build, random.child("bones").generator()).paint();
        paintLungVessels();
        paintAirways();
        paintLesions();
        paintCouch();
    }

    private void paintWall() {
        canvas.paint(build.trunk(0), 35, Structure.SOFT_TISSUE); // skin
        canvas.paint(build.trunk(2.5), (x, y, z, depth) -> -102 + 14 * fine.at(x, y, z), Structure.FAT);
        Shape muscle = build.trunk(build.fat()).roughened(coarse, 4);
        // Sheets of fat part the muscles: where the coarse field passes through zero.
        canvas.paint(
                muscle,
                (x, y, z, depth) -> 52 - 110 * Math.max(0, 1 - 14 * Math.abs(coarse.at(2 * x, 2 * y, 0.6 * z))),
                Structure.SOFT_TISSUE);
        canvas.paint(cage, (x, y, z, depth) -> -92 + 12 * fine.at(x, y, z), Structure.FAT);
    }

    private Shape lungs() {
        Shape middle = (x, y, z) -> {
            double apex = Shapes.step(60, 140, z);
            return Shapes.ringDistance(x, y - 4, 30 + 4 * apex, 1.02 * build.cageDepth());
        };
        Shape spine = Shapes.column(new Point(0, build.spineY(), 0), 29, 26, 400);
        return cage.grown(-2)
                .and(build.aboveDiaphragm())
                .without(middle.roughened(coarse, 5))
                .without(spine)
                .within(Extent.heights(-140, 150));
    }

    private void paintLungs() {
        double density = shapes.nextDouble(-865, -815);
        // Blood sinks: the back of a lying patient's lung is denser.
        canvas.paint(
                lungs,
                (x, y, z, depth) -> density + 0.45 * y + 28 * fine.at(x, y, z) + 20 * coarse.at(x, y, z),
                Structure.LUNG);
    }

    private Shape liver() {
        Point right = new Point(-0.52 * build.cageWidth(), -4, build.diaphragm() - 62);
        Point left = new Point(10, -0.42 * build.cageDepth(), build.diaphragm() - 48);
        Shape body = Shapes.ellipsoid(right, 0.60 * build.cageWidth(), 0.92 * build.cageDepth(), 88);
        Shape lobe = Shapes.ellipsoid(left, 62, 34, 40);
        return body.or(lobe, 22).roughened(coarse, 7).and(abdomen(4));
    }

    /** The abdomen's inside, that far below the diaphragm and the wall. */
    private Shape abdomen(double below) {
        return cage.grown(-below).without(build.aboveDiaphragm().grown(below));
    }

    private void paintAbdomen() {
        Shape chest = build.aboveDiaphragm();
        canvas.paint(cage.and(chest.grown(3)).without(chest), 48, Structure.SOFT_TISSUE); // the diaphragm itself
        Shape inside = abdomen(5);
        double flank = 0.62 * build.cageWidth();
        double top = build.diaphragm() - 13;
        Shape spleen = Shapes.ellipsoid(new Point(flank + 8, 0.4 * build.cageDepth(), top - 52), 27, 42, 46);
        canvas.paint(spleen.roughened(coarse, 5).and(inside), 50, Structure.ORGAN);
        Point stomach = new Point(0.42 * build.cageWidth(), -0.2 * build.cageDepth(), top - 50);
        Shape bag = Shapes.ellipsoid(stomach, 42, 38, 42).roughened(coarse, 8).and(inside);
        double level = stomach.y() - shapes.nextDouble(2, 14); // gas rises to the front
        canvas.paint(bag, 42, Structure.ORGAN);
        canvas.paint(bag.grown(-4), 15, Structure.ORGAN);
        Shape gas = (x, y, z) -> y - level;
        canvas.paint(bag.grown(-4).and(gas), -980, Structure.AIRWAY);
        paintKidneys(inside, top);
        paintBowel(inside, top);
        canvas.paint(
                liver, (x, y, z, depth) -> 58 + (build.blood() > 100 ? 35 : 0) + 4 * fine.at(x, y, z), Structure.LIVER);
    }

    private void paintKidneys(Shape inside, double top) {
        for (int side = -1; side <= 1; side += 2) {
            Point middle = new Point(side * 58, build.spineY() - 14, top - 112 + 8 * side);
            Shape kidney = Shapes.ellipsoid(middle, 26, 30, 52).and(inside);
            canvas.paint(kidney, build.blood() > 100 ? 150 : 32, Structure.ORGAN);
            Shape pelvis = Shapes.ellipsoid(middle.plus(new Point(-9 * side, -6, 0)), 12, 11, 26);
            canvas.paint(pelvis, -60, Structure.FAT);
        }
    }

    private void paintBowel(Shape inside, double top) {
        for (int loop = 0; loop < 14; loop++) {
            Point middle = new Point(
                    shapes.nextDouble(-0.3, 0.85) * build.cageWidth() * 0.9,
                    shapes.nextDouble(-0.85, 0.1) * build.cageDepth(),
                    top - shapes.nextDouble(95, 150));
            double radius = shapes.nextDouble(10, 17);
            Point end = middle.plus(new Point(shapes.nextDouble(-40, 40), shapes.nextDouble(-12, 12), 0));
            Shape tube =
                    Shapes.tube(middle, end, radius, radius).roughened(fine, 2).and(inside);
            canvas.paint(tube, 40, Structure.ORGAN);
            boolean gas = shapes.nextInt(3) == 0;
            canvas.paint(tube.grown(-3), gas ? -850 : 22, gas ? Structure.AIRWAY : Structure.ORGAN);
        }
    }

    private void paintHeart() {
        double tilt = shapes.nextDouble(0.5, 0.8);
        Shape sac = Shapes.ellipsoid(heart, 60, 46, 50).turned(heart, tilt).roughened(coarse, 5);
        Shape chest = build.aboveDiaphragm().grown(-1);
        canvas.paint(sac.and(chest), -85, Structure.FAT);
        Shape muscle = sac.grown(-4).and(chest.grown(-3));
        canvas.paint(muscle, build.blood() > 100 ? 85 : 45, Structure.HEART);
        Point[] chambers = {new Point(22, 4, -10), new Point(-6, -20, -4), new Point(8, 22, 18), new Point(-34, 2, 12)};
        double[] sizes = {19, 20, 19, 19};
        for (int i = 0; i < chambers.length; i++) {
            Shape chamber = Shapes.ellipsoid(heart.plus(chambers[i]), 1.15 * sizes[i], sizes[i], 1.25 * sizes[i]);
            canvas.paint(chamber.roughened(fine, 2).and(muscle.grown(-4)), build.blood(), Structure.HEART);
        }
    }

    private void paintLargeVessels() {
        double back = build.spineY() - 30;
        double arch = 78;
        double base = heart.z() + 28;
        Point root = new Point(2, -22, base);
        Shape aorta = Shapes.tube(
                13,
                root,
                new Point(-12, -28, base + 30),
                new Point(-6, -24, arch - 8),
                new Point(8, -4, arch + 4),
                new Point(22, back - 12, arch - 6),
                new Point(24, back, arch - 28),
                new Point(20, back + 2, 0),
                new Point(10, back + 4, -190));
        Shape artery =
                Shapes.tube(12, new Point(14, -34, base), new Point(16, -20, base + 26), new Point(18, -6, base + 38));
        Shape branches = Shapes.tube(9, new Point(-34, 4, base + 30), new Point(10, -6, base + 34))
                .or(Shapes.tube(9, new Point(14, -6, base + 38), new Point(36, 8, base + 34)), 4);
        Shape cava = Shapes.tube(9, new Point(-26, -14, base), new Point(-24, -18, 120));
        Shape lower = Shapes.tube(11, new Point(-20, 18, heart.z() - 20), new Point(-22, back - 2, -190));
        Shape neck = Shapes.tube(5, new Point(-12, -20, arch), new Point(-18, -8, 190))
                .or(Shapes.tube(4, new Point(4, -10, arch), new Point(16, 0, 190)))
                .or(Shapes.tube(4.5, new Point(14, 4, arch), new Point(26, 14, 150)));
        for (Shape vessel : List.of(artery, branches, cava, lower, aorta, neck)) {
            canvas.paint(vessel.grown(1.5), 45, Structure.VESSEL);
            canvas.paint(vessel, build.blood(), Structure.VESSEL);
        }
    }

    private void paintLungVessels() {
        RandomGenerator twigs = random.child("twigs").generator();
        for (int side = -1; side <= 1; side += 2) {
            Point hilum = new Point(side * 36, 6, heart.z() + 56);
            VesselTree tree = new VesselTree(lungs, twigs, canvas.edge());
            for (VesselTree.Twig twig : tree.grow(hilum, side)) {
                Shape tube = Shapes.tube(twig.from(), twig.to(), twig.radius(), 0.85 * twig.radius());
                canvas.paint(tube, build.blood() - 5, Structure.VESSEL);
            }
        }
    }

    private void paintAirways() {
        double carina = heart.z() + 78;
        Shape trachea = Shapes.tube(8.5, new Point(0, 8, 200), new Point(2, 12, carina));
        Shape right = Shapes.tube(6.5, new Point(1, 12, carina), new Point(-30, 12, carina - 24));
        Shape left = Shapes.tube(5.8, new Point(2, 12, carina), new Point(40, 14, carina - 28));
        Shape lobar = Shapes.tube(4, new Point(-30, 12, carina - 24), new Point(-46, 26, carina - 62))
                .or(Shapes.tube(3.6, new Point(40, 14, carina - 28), new Point(52, 28, carina - 64)))
                .or(Shapes.tube(3.6, new Point(-30, 12, carina - 24), new Point(-56, 2, carina - 8)))
                .or(Shapes.tube(3.4, new Point(40, 14, carina - 28), new Point(60, 2, carina - 14)));
        Shape tree = trachea.or(right, 4).or(left, 4).or(lobar, 2);
        canvas.paint(tree.grown(1.8), 25, Structure.SOFT_TISSUE);
        canvas.paint(tree, -990, Structure.AIRWAY);
        Shape gullet = Shapes.tube(6, new Point(8, 28, 200), new Point(10, build.spineY() - 34, heart.z() - 30));
        canvas.paint(gullet.without(trachea.grown(2)), 38, Structure.SOFT_TISSUE);
    }

    private void paintLesions() {
        LesionPlacer placer = new LesionPlacer(canvas, random.child("lesions").generator(), fine);
        RandomGenerator counts = random.child("counts").generator();
        lesions.addAll(placer.place(lungs, LesionKind.LUNG_NODULE, counts.nextInt(2, 6)));
        lesions.addAll(placer.place(liver, LesionKind.LIVER_LESION, counts.nextInt(0, 3)));
    }

    private void paintCouch() {
        double top = build.halfDepth() + 2;
        Shape couch = (x, y, z) -> Math.max(Math.abs(y - top - 9 + x * x / 2600) - 9, Math.abs(x) - 185);
        Shape clear = couch.without(build.trunk(-1)).within(new Extent(-190, 190, 60, 400, -1e6, 1e6));
        canvas.paint(clear, (x, y, z, depth) -> depth < 3 ? -250 : -960, Structure.BACKGROUND);
    }
}
