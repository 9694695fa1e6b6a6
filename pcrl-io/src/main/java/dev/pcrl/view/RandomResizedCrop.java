package dev.pcrl.view;

import dev.pcrl.volume.Box;
import java.util.random.RandomGenerator;

/**
 * What of an image is seen, before it is resized (torchvision's {@code RandomResizedCrop}).
 *
 * <p>A crop has a share of the image's area that is uniform in [minimum, maximum], and an aspect ratio, width over
 * height, whose logarithm is uniform in [log 3/4, log 4/3]; it lies anywhere in the image. Where it does not fit, both
 * are drawn anew, ten times; then the crop is the largest one in the middle with such an aspect ratio.
 *
 * @param minimum least share of the area
 * @param maximum largest share of the area
 */
public record RandomResizedCrop(double minimum, double maximum) {
    private static final int TRIES = 10;
    private static final double LEAST_RATIO = 3.0 / 4;
    private static final double LARGEST_RATIO = 4.0 / 3;

    public RandomResizedCrop {
        Rule.check(
                minimum > 0 && minimum <= maximum && maximum <= 1,
                "scale",
                "go up from above 0 to 1 at most",
                minimum + " to " + maximum);
    }

    /** A crop of a box, along x and y; along z it is as the box. */
    public Box draw(Box image, RandomGenerator random) {
        double area = (double) image.width() * image.height();
        for (int i = 0; i < TRIES; i++) {
            double wanted = area * between(minimum, maximum, random);
            double ratio = StrictMath.exp(between(StrictMath.log(LEAST_RATIO), StrictMath.log(LARGEST_RATIO), random));
            int width = (int) Math.rint(Math.sqrt(wanted * ratio));
            int height = (int) Math.rint(Math.sqrt(wanted / ratio));
            if (width > 0 && width <= image.width() && height > 0 && height <= image.height()) {
                int x = random.nextInt(image.width() - width + 1);
                int y = random.nextInt(image.height() - height + 1);
                return part(image, x, y, width, height);
            }
        }
        return middle(image);
    }

    private static double between(double low, double high, RandomGenerator random) {
        return low + (high - low) * random.nextDouble();
    }

    private static Box middle(Box image) {
        int width = Math.min(image.width(), (int) Math.rint(image.height() * LARGEST_RATIO));
        int height = Math.min(image.height(), (int) Math.rint(image.width() / LEAST_RATIO));
        return part(image, (image.width() - width) / 2, (image.height() - height) / 2, width, height);
    }

    private static Box part(Box image, int x, int y, int width, int height) {
        return new Box(image.x() + x, image.y() + y, image.z(), width, height, image.depth());
    }
}
