package dev.pcrl.phantom;

import java.util.random.RandomGenerator;

/** A position or a direction in millimetres, x to the left, y to posterior, z to superior. */
record Point(double x, double y, double z) {
    Point plus(Point other) {
        return new Point(x + other.x, y + other.y, z + other.z);
    }

    Point times(double factor) {
        return new Point(x * factor, y * factor, z * factor);
    }

    double length() {
        return Math.sqrt(x * x + y * y + z * z);
    }

    double distanceTo(Point other) {
        return plus(other.times(-1)).length();
    }

    Point unit() {
        return times(1 / Math.max(length(), 1e-9));
    }

    /** A random vector with normally distributed parts. */
    static Point gaussian(RandomGenerator random) {
        return new Point(random.nextGaussian(), random.nextGaussian(), random.nextGaussian());
    }
}
