package dev.pcrl.network;

import dev.pcrl.random.RandomStream;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * First weights, as PyTorch draws them: weights and biases of convolutions and fully connected layers uniform in
 * ±1/sqrt(fan-in) ({@code kaiming_uniform_} with a = sqrt 5), batch norm at gamma 1, beta 0, running mean 0, running
 * variance 1. A function of the seed and the tensor's name.
 *
 * <p>{@link ResNet18}'s convolutions are drawn as torchvision draws them: normal, with the variance 2 / fan-out
 * ({@code kaiming_normal_}).
 *
 * <p>Two differences. The batch norm of a restoration head begins at gamma 0.1: its features feed the convolution that
 * gives the restored view, whose output nothing bounds, and the loss's curvature grows with their mean square; at gamma
 * 1 the paper's learning rate is above what that curvature allows, and restoration diverges. And weights of a
 * convolution that a batch norm follows are drawn within 0.3 of PyTorch's bound: what comes out does not depend on
 * their scale, but the angle by which a step turns them goes with its inverse square.
 */
public final class Initialisation {
    private static final double RESTORATION_HEAD_GAMMA = 0.1;

    /** Of the weights of a convolution that a batch norm follows, to those that PyTorch draws. */
    public static final double SCALE_BEFORE_BATCH_NORM = 0.3;

    /** Names of ours, and ResNet's, where it follows a projection, too. */
    private static final Pattern BATCH_NORM = Pattern.compile("bn\\d?\\.|downsample\\.1\\.");

    private Initialisation() {}

    /** A new parameter vector [1, length]. */
    public static INDArray draw(ParameterLayout layout, DataType dataType, long seed) {
        INDArray vector = layout.zeros(dataType);
        long fanIn = 1;
        for (Parameter parameter : layout.parameters()) {
            String name = parameter.name();
            INDArray view = layout.view(vector, parameter);
            if (name.startsWith("restoration.") && name.endsWith("bn.weight")) {
                view.assign(RESTORATION_HEAD_GAMMA);
            } else if (name.endsWith("running_var") || (isBatchNorm(name) && name.endsWith("weight"))) {
                view.assign(1);
            } else if (isOf2dImages(parameter)) {
                view.assign(values(
                        parameter, normal(parameter, RandomStream.of(seed).child(name))));
            } else if (!isBatchNorm(name)) {
                if (name.endsWith("weight")) {
                    fanIn = fanIn(parameter.shape());
                }
                double bound = 1 / Math.sqrt((double) fanIn); // a bias follows its weight and shares its bound
                double scale = isBeforeBatchNorm(name) ? SCALE_BEFORE_BATCH_NORM : 1;
                RandomGenerator random = RandomStream.of(seed).child(name).generator();
                view.assign(values(parameter, () -> random.nextDouble(-scale * bound, scale * bound)));
            }
        }
        return vector;
    }

    private static boolean isBatchNorm(String name) {
        return BATCH_NORM.matcher(name).find();
    }

    /** Whether a tensor is the weights of a convolution that a batch norm follows. */
    public static boolean isBeforeBatchNorm(String name) {
        return name.contains(".block") && name.endsWith(".conv.weight");
    }

    /** PyTorch's: the second axis times the kernel (for transposed convolutions, too). */
    private static long fanIn(List<Long> shape) {
        return shape.stream().skip(1).reduce(1L, (a, b) -> a * b);
    }

    /** A kernel [C_out, C_in, k, k]. */
    private static boolean isOf2dImages(Parameter parameter) {
        return parameter.shape().size() == 4;
    }

    private static DoubleSupplier normal(Parameter kernel, RandomStream stream) {
        RandomGenerator random = stream.generator();
        long fanOut = kernel.length() / kernel.shape().get(1);
        double deviation = Math.sqrt(2.0 / fanOut);
        return () -> deviation * random.nextGaussian();
    }

    private static INDArray values(Parameter parameter, DoubleSupplier draw) {
        float[] values = new float[Math.toIntExact(parameter.length())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) draw.getAsDouble();
        }
        long[] shape = parameter.shape().stream().mapToLong(Long::longValue).toArray();
        return Nd4j.create(values, shape, 'c');
    }
}
