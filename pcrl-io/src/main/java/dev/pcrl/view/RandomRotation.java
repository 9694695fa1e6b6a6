package dev.pcrl.view;

import java.util.random.RandomGenerator;

/**
 * Rotates a 2D image about its centre, counter-clockwise if y points down (torchvision's {@code RandomRotation} with
 * its defaults: the nearest pixel's value, 0 where there is none). Slices of a volume are rotated alike.
 *
 * @param degrees the angle is uniform in [-degrees, degrees]
 */
public record RandomRotation(double degrees) implements Augmentation {
    public RandomRotation {
        Rule.check(degrees >= 0 && degrees <= 180, "rotation-degrees", "be in [0, 180]", degrees);
    }

    @Override
    public View apply(View view, RandomGenerator random) {
        double angle = degrees * (2 * random.nextDouble() - 1);
        return degrees == 0 ? view : rotate(view, angle);
    }

    /**
     * The view rotated: output (x, y) is read at {@code c + [cos -sin; sin cos] ((x, y) - c)}.
     *
     * @param angle in degrees
     */
    static View rotate(View view, double angle) {
        double sine = StrictMath.sin(StrictMath.toRadians(angle));
        double cosine = StrictMath.cos(StrictMath.toRadians(angle));
        Size size = view.size();
        int line = size.z() * view.channels();
        double centreX = (size.x() - 1) / 2.0;
        double centreY = (size.y() - 1) / 2.0;
        float[] from = view.array();
        float[] to = new float[from.length];
        for (int x = 0; x < size.x(); x++) {
            for (int y = 0; y < size.y(); y++) {
                int fromX = nearest(centreX + cosine * (x - centreX) - sine * (y - centreY));
                int fromY = nearest(centreY + sine * (x - centreX) + cosine * (y - centreY));
                if (fromX >= 0 && fromX < size.x() && fromY >= 0 && fromY < size.y()) {
                    System.arraycopy(from, (fromX * size.y() + fromY) * line, to, (x * size.y() + y) * line, line);
                }
            }
        }
        return view.with(to);
    }

    private static int nearest(double position) {
        return (int) Math.floor(position + 0.5);
    }
}
