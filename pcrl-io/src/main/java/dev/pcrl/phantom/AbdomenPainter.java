package dev.pcrl.phantom;

import dev.pcrl.random.RandomStream;
import java.util.List;
import java.util.random.RandomGenerator;

/** Paints an abdomen from the outside in: wall, bones, lungs, gut and vessels, organs, findings. */
final class AbdomenPainter {
    private final Canvas canvas;
    private final RandomStream random;
    private final RandomGenerator shapes;
    private final AbdomenBuild build;
    private final AbdomenDensities densities;
    private final Pose pose;
    private final LatticeNoise fine;
    private final LatticeNoise coarse;
    private final List<AbdomenOrgan> organs;

    AbdomenPainter(Canvas canvas, RandomStream random) {
        this.canvas = canvas;
        this.random = random;
        this.shapes = random.child("shapes").generator();
        this.build = AbdomenBuild.draw(random.child("build").generator());
        this.densities = AbdomenDensities.draw(random.child("densities").generator());
        this.pose = Pose.draw(random.child("pose"));
        this.fine = new LatticeNoise(random.child("fine").generator(), 9);
        this.coarse = new LatticeNoise(random.child("coarse").generator(), 45);
        this.organs = new AbdomenOrgans(build, pose, densities, random.child("organs")).draw();
    }

    /** Paints all of it and gives the candidates. */
    List<Candidate> paint() {
        paintWall();
        paintBones();
        paintChest();
        paintMuscles();
        new AbdomenGut(canvas, build, pose, random.child("gut")).paint();
        paintVessels();
        for (AbdomenOrgan organ : organs) {
            canvas.paint(organ.shape(), organ.texture(), organ.tissue());
        }
        return new AbdomenFindings(canvas, organs, pose.of(build.abdomen(4)), random.child("findings")).paint();
    }

    private void paint(Shape shape, double value) {
        canvas.paint(pose.of(shape), value, AbdomenTissue.OTHER);
    }

    private void paint(Shape shape, Canvas.Texture texture) {
        canvas.paint(pose.of(shape), texture, AbdomenTissue.OTHER);
    }

    private void paintWall() {
        paint(build.trunk(0), 30); // skin
        paint(build.trunk(2.5), (x, y, z, depth) -> -102 + 14 * fine.at(x, y, z));
        // Sheets of fat part the muscles: where the coarse field passes through zero.
        paint(
                build.trunk(build.fat()).roughened(coarse, 3),
                (x, y, z, depth) ->
                        densities.muscle() - 110 * Math.max(0, 1 - 14 * Math.abs(coarse.at(2 * x, 2 * y, 0.6 * z))));
        paint(build.cavity(), (x, y, z, depth) -> -94 + 16 * fine.at(x, y, z));
    }

    private void paintBones() {
        double phase = shapes.nextDouble(27);
        Shape cavity = build.cavity();
        Shape ribs = (x, y, z) -> {
            double outward = (cavity.distance(x, y, z) - 7) / 4;
            double along = (z - 0.45 * y - phase) / 27; // ribs descend to the front
            double height = (along - Math.rint(along)) * 27 / 6;
            double ring = 4.4 * (Math.sqrt(outward * outward + height * height) - 1);
            double arch = -60 - 0.5 * y - z + build.diaphragm() - 60; // they end higher in front
            return Math.max(Math.max(ring, arch), 30 - Math.abs(x));
        };
        paint(ribs, (x, y, z, depth) -> depth < 1.6 ? 480 : 190);
        double back = build.spineY();
        Shape body = Shapes.column(new Point(0, back, 0), 23, 17, 400);
        double marrow = shapes.nextDouble(110, 210);
        paint(body, (x, y, z, depth) -> {
            double disc = Math.abs((z + phase) / 34 - Math.rint((z + phase) / 34)) * 34;
            return disc < 4 ? 85 : depth < 3 ? 360 : marrow + 40 * fine.at(x, y, z);
        });
        Shape arch = Shapes.block(new Point(0, back + 24, 0), 17, 9, 400, 5)
                .or(Shapes.block(new Point(0, back + 34, 0), 4, 10, 400, 3), 4);
        Shape process = Shapes.tube(4, new Point(-36, back + 20, 0), new Point(36, back + 20, 0));
        Shape processes = (x, y, z) -> {
            double along = (z + phase + 14) / 34;
            return process.distance(x, y, (along - Math.rint(along)) * 34);
        };
        paint(arch.or(processes, 3), 330);
        paint(Shapes.column(new Point(0, back + 23, 0), 9, 7, 400), 22);
    }

    private void paintChest() {
        Shape chest = build.aboveDiaphragm();
        Shape spine = Shapes.column(new Point(0, build.spineY(), 0), 30, 25, 400);
        paint(build.cavity().and(chest.grown(3)).without(spine), densities.muscle()); // the diaphragm itself
        double density = shapes.nextDouble(-860, -780);
        Shape lungs = build.cavity().grown(-2).and(chest).without(spine);
        paint(lungs, (x, y, z, depth) -> density + 0.4 * y + 45 * fine.at(x, y, z) + 20 * coarse.at(x, y, z));
        Point apex = new Point(24, -0.35 * build.depth(), build.diaphragm() + 26);
        Shape heart = Shapes.ellipsoid(apex, 52, 40, 36).and(chest.grown(-2));
        paint(heart, densities.blood() - 15);
        paint(Shapes.tube(7, new Point(10, build.spineY() - 30, 60), new Point(12, build.spineY() - 32, 200)), 40);
    }

    private void paintMuscles() {
        for (int side = -1; side <= 1; side += 2) {
            Point low = new Point(44 * side, build.spineY() - 4, -120);
            Point high = new Point(26 * side, build.spineY() + 2, build.diaphragm() - 70);
            Shape psoas = Shapes.tube(low, high, shapes.nextDouble(17, 23), 9).roughened(coarse, 3);
            paint(psoas, (x, y, z, depth) -> densities.muscle() + 6 * fine.at(x, y, z));
            Shape crus = Shapes.tube(
                    5,
                    new Point(20 * side, build.spineY() - 20, build.diaphragm() - 20),
                    new Point(15 * side, build.spineY() - 18, build.diaphragm() - 110));
            paint(crus, densities.muscle());
        }
    }

    private void paintVessels() {
        double back = build.spineY();
        double top = build.diaphragm();
        Point fork = new Point(-4, back - 38, top - 72);
        Shape aorta =
                Shapes.tube(shapes.nextDouble(8.5, 12), new Point(12, back - 26, 200), new Point(6, back - 28, -120));
        Shape cava =
                Shapes.tube(shapes.nextDouble(9, 13), new Point(-24, back - 36, top), new Point(-18, back - 28, -120));
        Shape portal = Shapes.tube(7, new Point(-34, back - 44, top - 58), fork)
                .or(Shapes.tube(5, fork, new Point(40, back - 34, top - 70), build.at(0.6, 0.25, 62)), 3)
                .or(Shapes.tube(6, fork, new Point(-2, back - 48, top - 180)), 3);
        Shape renal = Shapes.tube(4, new Point(-46, back - 16, top - 96), new Point(0, back - 30, top - 92))
                .or(Shapes.tube(4, new Point(0, back - 30, top - 92), new Point(46, back - 16, top - 88)));
        for (Shape vessel : List.of(aorta, cava, portal, renal)) {
            double value = densities.blood() + shapes.nextDouble(-20, 20);
            paint(vessel.roughened(fine, 1.5), (x, y, z, depth) -> value + 8 * fine.at(x, y, z));
        }
    }
}
