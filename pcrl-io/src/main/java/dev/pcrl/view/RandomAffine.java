package dev.pcrl.view;

import java.util.random.RandomGenerator;

/**
 * Scales and rotates a view about its centre (TorchIO's {@code RandomAffine}, without translation).
 *
 * <p>Output position p is read at {@code c + R^-1 S^-1 (p - c)} with c the centre, S the scaling along x, y, z and
 * {@code R = Rz Rx Ry} the rotation by three angles, in voxels (TorchIO's arrays have a spacing of 1 mm). Between
 * voxels it is linear; within half a voxel outside the view the border counts; further out it is the channel's minimum.
 * A scale above 1 makes things look larger.
 *
 * @param scale each axis is scaled by a number of its own, uniform in [1 - scale, 1 + scale]; TorchIO's default is 0.1
 * @param degrees each angle is uniform in [-degrees, degrees]; TorchIO's default is 10
 */
public record RandomAffine(double scale, double degrees) implements Augmentation {
    public RandomAffine {
        Rule.check(scale >= 0 && scale < 1, "affine-scale", "be in [0, 1)", scale);
        Rule.check(degrees >= 0 && degrees <= 180, "affine-degrees", "be in [0, 180]", degrees);
    }

    /** TorchIO's defaults. */
    public static RandomAffine standard() {
        return new RandomAffine(0.1, 10);
    }

    @Override
    public View apply(View view, RandomGenerator random) {
        double[] scales = new double[3];
        double[] angles = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            scales[axis] = 1 + scale * (2 * random.nextDouble() - 1);
        }
        for (int axis = 0; axis < 3; axis++) {
            angles[axis] = degrees * (2 * random.nextDouble() - 1);
        }
        return scale == 0 && degrees == 0 ? view : transform(view, scales, angles);
    }

    /**
     * The view scaled and rotated.
     *
     * @param scales along x, y, z
     * @param angles about x, y, z, in degrees
     */
    static View transform(View view, double[] scales, double[] angles) {
        double[][] toInput = toInput(scales, angles);
        Size size = view.size();
        int channels = view.channels();
        double[] centre = {(size.x() - 1) / 2.0, (size.y() - 1) / 2.0, (size.z() - 1) / 2.0};
        LinearReader reader = new LinearReader(view);
        float[] to = new float[view.length()];
        double[] start = new double[3];
        double[] step = {toInput[0][2], toInput[1][2], toInput[2][2]};
        for (int x = 0; x < size.x(); x++) {
            for (int y = 0; y < size.y(); y++) {
                for (int axis = 0; axis < 3; axis++) {
                    start[axis] = centre[axis]
                            + toInput[axis][0] * (x - centre[0])
                            + toInput[axis][1] * (y - centre[1])
                            - toInput[axis][2] * centre[2];
                }
                reader.readLine(start, step, size.z(), to, (x * size.y() + y) * size.z() * channels);
            }
        }
        return view.with(to);
    }

    /** R^-1 S^-1, row by row. */
    private static double[][] toInput(double[] scales, double[] angles) {
        double[] sine = new double[3];
        double[] cosine = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            sine[axis] = StrictMath.sin(StrictMath.toRadians(angles[axis]));
            cosine[axis] = StrictMath.cos(StrictMath.toRadians(angles[axis]));
        }
        double[][] aboutX = {{1, 0, 0}, {0, cosine[0], -sine[0]}, {0, sine[0], cosine[0]}};
        double[][] aboutY = {{cosine[1], 0, sine[1]}, {0, 1, 0}, {-sine[1], 0, cosine[1]}};
        double[][] aboutZ = {{cosine[2], -sine[2], 0}, {sine[2], cosine[2], 0}, {0, 0, 1}};
        double[][] rotation = product(product(aboutZ, aboutX), aboutY);
        double[][] toInput = new double[3][3];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                toInput[row][column] = rotation[column][row] / scales[column]; // a rotation's inverse is its transpose
            }
        }
        return toInput;
    }

    private static double[][] product(double[][] a, double[][] b) {
        double[][] product = new double[3][3];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                for (int k = 0; k < 3; k++) {
                    product[row][column] += a[row][k] * b[k][column];
                }
            }
        }
        return product;
    }
}
