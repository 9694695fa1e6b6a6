package dev.pcrl.phantom;

/** Paints the bones and the air of the face, the eyes, the jaws and the throat. */
final class FacePainter {
    private static final double CORTEX = 850;

    private final Canvas canvas;
    private final LatticeNoise fine;

    FacePainter(Canvas canvas, LatticeNoise fine) {
        this.canvas = canvas;
        this.fine = fine;
    }

    void paint() {
        paintMuscles();
        paintCheeks();
        paintJaws();
        paintNose();
        paintThroat();
        paintOrbits();
    }

    private void paintMuscles() {
        Shape chewing = Shapes.ellipsoid(new Point(57, -30, -66), 8, 18, 30)
                .or(Shapes.ellipsoid(new Point(32, -20, -52), 8, 15, 22))
                .onBothSides();
        Shape pads = Shapes.ellipsoid(new Point(46, -42, -52), 17, 20, 26).onBothSides();
        canvas.paint(pads, -90, Structure.FAT);
        canvas.paint(chewing, 58, Structure.SOFT_TISSUE);
        Shape tongue = Shapes.ellipsoid(new Point(0, -46, -84), 24, 32, 19);
        canvas.paint(tongue, (x, y, z, depth) -> 48 + 22 * fine.at(x, y, 0.3 * z), Structure.SOFT_TISSUE);
    }

    private void paintCheeks() {
        Shape arch = Shapes.tube(4, new Point(50, -64, -28), new Point(64, -38, -27), new Point(65, 2, -25));
        Shape body = Shapes.ellipsoid(new Point(44, -66, -30), 14, 10, 10);
        Shape wings = Shapes.ellipsoid(new Point(40, -44, -8), 4, 14, 15).turned(new Point(40, -44, -8), -0.6);
        paintBone(arch.or(body, 3).or(wings, 3).onBothSides(), 2);
        // The antrum's thin bony box, then its air.
        Shape antrum = Shapes.ellipsoid(new Point(29, -60, -40), 14, 17, 16).onBothSides();
        canvas.paint(antrum.grown(1.8), CORTEX, Structure.BONE);
        canvas.paint(antrum, -980, Structure.AIRWAY);
        Shape lining = (x, y, z) -> z + 50 - 3 * fine.at(x, y, 0);
        canvas.paint(antrum.and(lining), 30, Structure.SOFT_TISSUE);
    }

    private void paintJaws() {
        Shape palate = Shapes.block(new Point(0, -60, -61), 25, 28, 3, 2);
        paintBone(palate, 1.5);
        paintBone(arcade(-84, 27, 24, -72, 8, 7), 2);
        Shape body = arcade(-88, 48, 27, -103, 11, 5.5);
        Shape branch = Shapes.tube(new Point(46, -26, -98), new Point(52, -12, -66), 6, 5)
                .or(Shapes.tube(new Point(52, -12, -66), new Point(54, 0, -34), 5, 6), 3)
                .or(Shapes.tube(new Point(50, -20, -72), new Point(50, -32, -40), 5, 3), 3)
                .onBothSides();
        paintBone(body.or(branch, 6), 2.4);
        Shape gaps = (x, y, z) -> 0.55 - 3.6 * Math.abs(Math.sin(Math.PI * x / 8));
        Shape upper = arcade(-86, 25, 24, -76, 8, 4.4).and(gaps);
        Shape lower = arcade(-84, 25, 24, -92, 7.5, 4).and(gaps);
        canvas.paint(upper.or(lower), (x, y, z, depth) -> depth < 1.5 ? 1650 : 1250, Structure.BONE);
    }

    /** A horseshoe that opens to the back, with its front at {@code front}. */
    private static Shape arcade(
            double front, double halfWidth, double bend, double z0, double halfHeight, double radius) {
        Shape shoe = (x, y, z) -> {
            double slope = 2 * x / bend;
            double across = Math.abs(y - front - x * x / bend) / Math.sqrt(1 + slope * slope) - radius;
            return Math.max(across, Math.max(Math.abs(x) - halfWidth, Math.abs(z - z0) - halfHeight));
        };
        double back = front + halfWidth * halfWidth / bend + 3 * radius;
        return shoe.within(new Extent(-halfWidth, halfWidth, front - radius, back, z0 - halfHeight, z0 + halfHeight));
    }

    private void paintNose() {
        Shape cavity = Shapes.block(new Point(0, -58, -40), 14, 34, 19, 6)
                .or(
                        Shapes.tube(new Point(6, -86, -44), new Point(6, -104, -52), 5, 4)
                                .onBothSides(),
                        4);
        canvas.paint(cavity.grown(1.2), 300, Structure.BONE);
        canvas.paint(cavity, -980, Structure.AIRWAY);
        Shape shells = Shapes.ellipsoid(new Point(8, -56, -50), 4, 24, 6)
                .or(Shapes.ellipsoid(new Point(8, -52, -34), 3, 20, 5))
                .onBothSides();
        canvas.paint(shells, 50, Structure.SOFT_TISSUE);
        canvas.paint(Shapes.block(new Point(0, -58, -40), 1.4, 36, 20, 1), 250, Structure.BONE);
        Shape bridge = Shapes.tube(new Point(3, -92, -8), new Point(5, -99, -26), 2.4, 2)
                .onBothSides();
        canvas.paint(bridge, 700, Structure.BONE);
        Shape cells = Shapes.block(new Point(0, -50, -10), 14, 24, 11, 4);
        canvas.paint(cells.grown(1.2), 700, Structure.BONE);
        Shape walls = (x, y, z) ->
                0.8 - 3.2 * Math.min(Math.abs(Math.sin(Math.PI * y / 10)), Math.abs(Math.sin(Math.PI * x / 7)));
        canvas.paint(cells.and(walls), -950, Structure.AIRWAY);
        Shape sphenoid = Shapes.ellipsoid(new Point(7, -20, -14), 8, 10, 8).onBothSides();
        canvas.paint(sphenoid.grown(2), CORTEX, Structure.BONE);
        canvas.paint(sphenoid.and((x, y, z) -> 1 - Math.abs(x)), -980, Structure.AIRWAY);
    }

    private void paintThroat() {
        Shape throat = Shapes.ellipsoid(new Point(0, -20, -50), 14, 9, 16)
                .or(Shapes.tube(new Point(0, -16, -60), new Point(0, -12, -140), 9, 8), 6);
        canvas.paint(throat.grown(2), 50, Structure.SOFT_TISSUE);
        canvas.paint(throat, -990, Structure.AIRWAY);
    }

    private void paintOrbits() {
        Shape cone = Shapes.tube(new Point(31, -72, -10), new Point(12, -28, -10), 18, 4)
                .onBothSides();
        Shape front = (x, y, z) -> -84 - y;
        canvas.paint(cone.grown(2.2).and(front), CORTEX, Structure.BONE);
        canvas.paint(cone, -90, Structure.FAT);
        Shape nerve = Shapes.tube(new Point(31, -66, -10), new Point(13, -28, -9), 2.2, 2)
                .onBothSides();
        canvas.paint(nerve, 38, Structure.SOFT_TISSUE);
        double[][] sides = {{0, 11}, {0, -11}, {11, 0}, {-11, 0}};
        for (double[] side : sides) {
            Point from = new Point(32 + side[0], -72, -10 + side[1]);
            Point to = new Point(14 + 0.1 * side[0], -30, -10 + 0.1 * side[1]);
            canvas.paint(Shapes.tube(from, to, 2.1, 1.5).onBothSides(), 55, Structure.SOFT_TISSUE);
        }
        Shape globe = Shapes.sphere(new Point(32, -78, -10), 12).onBothSides();
        canvas.paint(globe, 55, Structure.EYE);
        canvas.paint(globe.grown(-1.4), 10, Structure.EYE);
        Shape lens = Shapes.ellipsoid(new Point(32, -86, -10), 4.6, 2.3, 4.6).onBothSides();
        canvas.paint(lens, 95, Structure.EYE);
    }

    private void paintBone(Shape bone, double rind) {
        canvas.paint(bone, (x, y, z, depth) -> depth < rind ? CORTEX : 250 + 80 * fine.at(x, y, z), Structure.BONE);
    }
}
