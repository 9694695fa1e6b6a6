package dev.pcrl.phantom;

import dev.pcrl.random.RandomStream;
import java.util.random.RandomGenerator;

/**
 * How a body lies on the grid: turned, shifted, larger or smaller, and bent by a smooth field, so that no two patients
 * differ by their measures alone.
 */
final class Pose {
    private static final double TURN = 0.14; // greatest angle about the body's long axis, in radians
    private static final double TILT = 0.07; // and about the two others
    private static final double SHIFT = 10; // millimetres
    private static final double BEND = 9; // millimetres
    private static final double WAVELENGTH = 85; // of the bends, in millimetres
    private static final double APART = 611; // where three parts of one field have nothing to do with each other

    private final Point ex; // the body's axes on the grid
    private final Point ey;
    private final Point ez;
    private final double scale;
    private final Point shift;
    private final LatticeNoise bends;

    private Pose(double turn, double tilt, double lean, double scale, Point shift, LatticeNoise bends) {
        double ct = Math.cos(turn);
        double st = Math.sin(turn);
        double ci = Math.cos(tilt);
        double si = Math.sin(tilt);
        double cl = Math.cos(lean);
        double sl = Math.sin(lean);
        // Columns of Rz(turn) Ry(lean) Rx(tilt).
        this.ex = new Point(ct * cl, st * cl, -sl);
        this.ey = new Point(ct * sl * si - st * ci, st * sl * si + ct * ci, cl * si);
        this.ez = new Point(ct * sl * ci + st * si, st * sl * ci - ct * si, cl * ci);
        this.scale = scale;
        this.shift = shift;
        this.bends = bends;
    }

    static Pose draw(RandomStream random) {
        RandomGenerator numbers = random.child("numbers").generator();
        return new Pose(
                numbers.nextDouble(-TURN, TURN),
                numbers.nextDouble(-TILT, TILT),
                numbers.nextDouble(-TILT, TILT),
                numbers.nextDouble(0.9, 1.08),
                new Point(
                        numbers.nextDouble(-SHIFT, SHIFT),
                        numbers.nextDouble(-SHIFT, SHIFT),
                        numbers.nextDouble(-2 * SHIFT, 2 * SHIFT)),
                new LatticeNoise(random.child("bends").generator(), WAVELENGTH));
    }

    /** A solid of the body as it lies on the grid; distances are rough where the body bends. */
    Shape of(Shape body) {
        Shape placed = (x, y, z) -> {
            double dx = x - shift.x();
            double dy = y - shift.y();
            double dz = z - shift.z();
            return scale
                    * body.distance(
                            (ex.x() * dx + ex.y() * dy + ex.z() * dz) / scale + BEND * bends.at(x, y, z),
                            (ey.x() * dx + ey.y() * dy + ey.z() * dz) / scale + BEND * bends.at(x + APART, y, z),
                            (ez.x() * dx + ez.y() * dy + ez.z() * dz) / scale + BEND * bends.at(x, y + APART, z));
        };
        return placed.within(on(body.extent().grown(BEND)));
    }

    /** The box on the grid that holds a box of the body. */
    private Extent on(Extent box) {
        Point middle = new Point((box.x0() + box.x1()) / 2, (box.y0() + box.y1()) / 2, (box.z0() + box.z1()) / 2);
        double rx = scale * (box.x1() - box.x0()) / 2;
        double ry = scale * (box.y1() - box.y0()) / 2;
        double rz = scale * (box.z1() - box.z0()) / 2;
        Point moved = ex.times(middle.x())
                .plus(ey.times(middle.y()))
                .plus(ez.times(middle.z()))
                .times(scale)
                .plus(shift);
        return Extent.around(
                moved,
                Math.abs(ex.x()) * rx + Math.abs(ey.x()) * ry + Math.abs(ez.x()) * rz,
                Math.abs(ex.y()) * rx + Math.abs(ey.y()) * ry + Math.abs(ez.y()) * rz,
                Math.abs(ex.z()) * rx + Math.abs(ey.z()) * ry + Math.abs(ez.z()) * rz);
    }
}
