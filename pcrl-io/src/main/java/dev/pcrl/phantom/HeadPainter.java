package dev.pcrl.phantom;

import dev.pcrl.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Paints a head from the outside in: skin and muscles, the bones of the face, the skull, the brain, blood. */
final class HeadPainter {
    private final Canvas canvas;
    private final RandomStream random;
    private final HeadBuild build;
    private final LatticeNoise fine;
    private final LatticeNoise coarse;
    private final List<Lesion> lesions = new ArrayList<>();

    HeadPainter(Canvas canvas, RandomStream random) {
        this.canvas = canvas;
        this.random = random;
        this.build = HeadBuild.draw(random.child("shapes").generator());
        this.fine = new LatticeNoise(random.child("fine").generator(), 5);
        this.coarse = new LatticeNoise(random.child("coarse").generator(), 30);
    }

    List<Lesion> lesions() {
        return lesions;
    }

    void paint() {
        paintSoftParts();
        paintBase();
        new FacePainter(canvas, fine).paint();
        paintVault();
        paintNeck();
        new BrainPainter(canvas, build, random.child("brain")).paint();
        paintBlood();
        paintHeadRest();
    }

    private void paintSoftParts() {
        Shape outline = build.outline();
        Shape ear = Shapes.ellipsoid(new Point(build.width() + 17, 16, -20), 4, 15, 27)
                .turned(new Point(build.width() + 14, 8, -20), -0.35)
                .onBothSides();
        canvas.paint(ear.roughened(fine, 2.5), 20, Structure.SOFT_TISSUE);
        canvas.paint(outline, 40, Structure.SOFT_TISSUE); // skin
        canvas.paint(outline.grown(-2.2), (x, y, z, depth) -> -95 + 15 * fine.at(x, y, z), Structure.FAT);
        canvas.paint(
                outline.grown(-5.5).roughened(coarse, 1.5),
                (x, y, z, depth) -> 54 - 120 * Math.max(0, 1 - 14 * Math.abs(coarse.at(2 * x, 2 * y, z))),
                Structure.SOFT_TISSUE);
    }

    private void paintBase() {
        paintBone(build.sella(), 2, 240);
        paintBone(build.petrous(), 6, 650);
        Shape mastoid = Shapes.ellipsoid(new Point(60, 27, -34), 13, 16, 20).onBothSides();
        canvas.paint(mastoid, 800, Structure.BONE);
        canvas.paint(
                mastoid.grown(-2),
                (x, y, z, depth) -> fine.at(x, y, z) > -0.1 ? -750 : 450,
                Structure.BONE); // air cells, each too small to be a structure of its own
        Shape canal = Shapes.tube(new Point(90, 12, -24), new Point(56, 12, -25), 3.4, 3.4)
                .onBothSides();
        canvas.paint(canal, -980, Structure.AIRWAY);
    }

    private void paintVault() {
        Shape cavity = build.cavity();
        Shape bone = cavity.grown(build.skull()).within(Extent.heights(-70, 124));
        double middle = build.skull() / 2;
        // Two hard tables with a spongy layer between.
        canvas.paint(
                bone,
                (x, y, z, depth) -> 1050 - 560 * Math.max(0, 1 - Math.abs(depth - middle) / (0.42 * middle)),
                Structure.BONE);
        Shape sinus = Shapes.ellipsoid(new Point(13, -build.length() - 3, 6), 13, 6, 13)
                .onBothSides();
        canvas.paint(sinus.grown(2.5).without(cavity), 950, Structure.BONE);
        Shape septum = (x, y, z) -> 1 - Math.abs(x);
        canvas.paint(sinus.roughened(fine, 2).and(septum).without(cavity.grown(1.5)), -980, Structure.AIRWAY);
        canvas.paint(cavity, 7, Structure.CEREBROSPINAL_FLUID);
    }

    private void paintNeck() {
        double canal = 24;
        Shape bodies = (x, y, z) -> Math.max(
                Shapes.ringDistance(x, y - canal + 19, 11, 9), (Math.abs(Math.IEEEremainder(z + 82, 19)) - 7.5));
        Shape ring = (x, y, z) -> Math.max(
                Math.abs(Shapes.ringDistance(x, y - canal, 15, 12)) - 3,
                (Math.abs(Math.IEEEremainder(z + 82, 19)) - 6));
        Shape spine = (x, y, z) -> Math.max(
                Math.max(Math.abs(x) - 3, Math.abs(y - canal - 24) - 13),
                (Math.abs(Math.IEEEremainder(z + 82 + 0.4 * (y - canal), 19)) - 4.5));
        Shape atlas = Shapes.block(new Point(20, canal - 10, -62), 11, 8, 7, 4).onBothSides();
        Extent below = new Extent(-40, 40, -20, 70, -130, -66);
        canvas.paint(Shapes.column(new Point(0, canal - 19, -110), 10.5, 8.5, 45), 80, Structure.SOFT_TISSUE);
        paintBone(bodies.or(ring).or(spine, 2).within(below), 1.6, 260);
        paintBone(atlas, 2, 300);
        canvas.paint(Shapes.column(new Point(0, canal, -90), 10.5, 9, 45), 9, Structure.CEREBROSPINAL_FLUID);
        canvas.paint(Shapes.column(new Point(0, canal, -90), 5.5, 4.5, 45), 36, Structure.SPINAL_CORD);
    }

    private void paintBone(Shape bone, double rind, double marrow) {
        canvas.paint(bone, (x, y, z, depth) -> depth < rind ? 900 : marrow + 60 * fine.at(x, y, z), Structure.BONE);
    }

    private void paintBlood() {
        RandomGenerator counts = random.child("counts").generator();
        LesionPlacer placer = new LesionPlacer(canvas, random.child("lesions").generator(), fine);
        Shape deep = build.brain().grown(-8).and((x, y, z) -> 4 - z);
        lesions.addAll(placer.place(deep, LesionKind.HAEMATOMA, counts.nextInt(0, 3)));
    }

    private void paintHeadRest() {
        double back = build.length() + build.skull() + 12;
        Shape shell = (x, y, z) -> Math.abs(Math.hypot(x, y - back + 100) - 102) - 2.2;
        Shape rest = shell.within(new Extent(-80, 80, 20, 124, -124, 70)).and((x, y, z) -> Math.max(40 - y, z - 70));
        canvas.paint(rest.without(build.outline().grown(1)), 20, Structure.BACKGROUND);
    }
}
