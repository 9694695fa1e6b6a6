import java.util.Locale;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Are ND4J's convolutions faster in bfloat16, and how far off are they? One of the network's shapes, [2, 32, 32, 16, 64]
 * to 64 channels, in both number formats.
 *
 * <pre>
 * java -cp "pcrl-spark/target/pcrl-job.jar:$(cat pcrl-spark/target/spark.classpath)" bench/Bfloat16.java
 * </pre>
 */
public final class Bfloat16 {
    private static final int[] KERNEL3_STRIDE1_SAME = {3, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    private static final double GFLOP = 2.0 * 27 * 64 * 64 * 2 * 32 * 32 * 16 / 1e9;
    private static final int SAMPLES = 4;

    private Bfloat16() {}

    public static void main(String[] args) {
        INDArray input = Nd4j.rand(DataType.FLOAT, 2, 32, 32, 16, 64).subi(0.5);
        INDArray weight = Nd4j.rand(DataType.FLOAT, 64, 64, 3, 3, 3).subi(0.5);
        Result single = run(input, weight, DataType.FLOAT);
        Result half = run(input, weight, DataType.BFLOAT16);
        System.out.printf(
                Locale.ROOT,
                "relative error: output %.1e, gradient of the input %.1e, of the weights %.1e%n",
                error(half.output, single.output),
                error(half.inputGradient, single.inputGradient),
                error(half.weightGradient, single.weightGradient));
    }

    private record Result(INDArray output, INDArray inputGradient, INDArray weightGradient) {}

    private static Result run(INDArray input, INDArray weight, DataType type) {
        INDArray x = input.castTo(type);
        INDArray w = weight.castTo(type);
        INDArray bias = Nd4j.zeros(type, 64);
        Result result = new Result(x.ulike(), x.ulike(), w.ulike());
        double forward = seconds(DynamicCustomOp.builder("conv3dnew")
                .addInputs(x, w, bias)
                .addOutputs(result.output)
                .addIntegerArguments(KERNEL3_STRIDE1_SAME)
                .build());
        double backward = seconds(DynamicCustomOp.builder("conv3dnew_bp")
                .addInputs(x, w, bias, x)
                .addOutputs(result.inputGradient, result.weightGradient, bias.ulike())
                .addIntegerArguments(KERNEL3_STRIDE1_SAME)
                .build());
        System.out.printf(
                Locale.ROOT,
                "%s: forward %.4f s, %.0f GFLOP/s; backward %.4f s, %.0f GFLOP/s%n",
                type,
                forward,
                GFLOP / forward,
                backward,
                2 * GFLOP / backward);
        return result;
    }

    private static double seconds(DynamicCustomOp operation) {
        double fastest = Double.POSITIVE_INFINITY;
        for (int sample = 0; sample <= SAMPLES; sample++) {
            long begin = System.nanoTime();
            Nd4j.getExecutioner().exec(operation);
            fastest = Math.min(fastest, (System.nanoTime() - begin) / 1e9);
        }
        return fastest;
    }

    private static double error(INDArray actual, INDArray expected) {
        INDArray exact = expected.castTo(DataType.DOUBLE);
        return actual.castTo(DataType.DOUBLE).sub(exact).norm2Number().doubleValue()
                / exact.norm2Number().doubleValue();
    }
}
