package dev.pcrl.phantom;

import java.util.random.RandomGenerator;

/**
 * The measures that tell one head from another, and the surfaces that follow from them.
 *
 * @param width half width of the brain in millimetres, as all lengths here
 * @param length half length of the brain from front to back
 * @param height half height of the cerebrum
 * @param skull thickness of the vault
 * @param ventricles size of the ventricles against the usual, which grows with age
 * @param fluid width of the gap between brain and skull
 */
record HeadBuild(double width, double length, double height, double skull, double ventricles, double fluid) {
    static HeadBuild draw(RandomGenerator random) {
        return new HeadBuild(
                random.nextDouble(63, 70),
                random.nextDouble(79, 88),
                random.nextDouble(57, 64),
                random.nextDouble(6.5, 9),
                random.nextDouble(0.7, 1.5),
                random.nextDouble(1.5, 3.5));
    }

    /** Cerebrum, its temporal lobes and the cerebellum. */
    Shape brain() {
        Shape cerebrum = Shapes.ellipsoid(new Point(0, 2, 32), width, length, height);
        Shape floor = (x, y, z) -> {
            // The front of the skull's base is higher, and bulges over the orbits.
            double bulge = 9 * Math.exp(-square((Math.abs(x) - 28) / 15) - square((y + 58) / 24));
            return 1 + bulge - (26 + bulge) * Shapes.step(-38, -14, y) - z;
        };
        Shape lobe = Shapes.ellipsoid(new Point(40, -8, -2), 24, 38, 25).onBothSides();
        return cerebrum.and(floor)
                .or(lobe, 8)
                .or(cerebellum(), 4)
                .without(petrous().grown(2.5))
                .without(sella());
    }

    Shape cerebellum() {
        return Shapes.ellipsoid(new Point(0, 0.58 * length, -24), 50, 33, 26);
    }

    /** The pyramids of dense bone that hold the inner ears and part the temporal lobes from the cerebellum. */
    Shape petrous() {
        return Shapes.tube(new Point(60, 22, -26), new Point(18, 0, -22), 12, 6).onBothSides();
    }

    /** The bone in the middle of the base. */
    Shape sella() {
        return Shapes.tube(new Point(0, -24, -16), new Point(0, 2, -48), 15, 9);
    }

    /** The inside of the skull. */
    Shape cavity() {
        return brain().or(
                        Shapes.ellipsoid(new Point(0, 2, 32), width, length, height)
                                .and((x, y, z) -> 6 - z),
                        10)
                .grown(fluid);
    }

    /** The skin's surface. */
    Shape outline() {
        Shape vault = cavity().grown(skull + 7);
        Shape face = Shapes.ellipsoid(new Point(0, -34, -46), 67, 58, 66);
        Shape jaw = Shapes.ellipsoid(new Point(0, -66, -92), 42, 34, 26);
        Shape brows = Shapes.sphere(new Point(29, -74, -10), 22).onBothSides();
        Shape nose = Shapes.tube(new Point(0, -90, -8), new Point(0, -104, -42), 6, 13);
        Shape neck = Shapes.column(new Point(0, 16, -140), 58, 56, 90);
        return vault.or(face, 22).or(jaw, 24).or(brows, 10).or(nose, 12).or(neck, 30);
    }

    private static double square(double value) {
        return value * value;
    }
}
