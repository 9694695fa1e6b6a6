package dev.pcrl.finetune;

import dev.pcrl.encoder.PretrainedEncoder;
import dev.pcrl.network.Initialisation;
import dev.pcrl.network.Parameter;
import dev.pcrl.network.ParameterLayout;
import dev.pcrl.network.SupervisedNetwork;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Where fine-tuning starts from. */
public final class StartWeights {
    private static final String FIRST = "encoder.0.block0.conv.weight";

    private StartWeights() {}

    /** Weights drawn at random, [1, length]: training from scratch. */
    public static INDArray scratch(SupervisedNetwork network, long seed) {
        return Initialisation.draw(network.layout(), DataType.FLOAT, seed);
    }

    /**
     * The encoder's weights; decoder and head are those of {@link #scratch}.
     *
     * <p>Where the network takes more (or fewer) channels than the encoder, each of its first filters is the mean of
     * the encoder's over its channels, times {@code C_encoder / C}: for an image that is the same in all channels what
     * comes out is what the encoder gives, and activations keep their scale.
     *
     * <p>Filters that a batch norm follows get the norm that PyTorch draws, their biases and running statistics with
     * them. What comes out stays the same, but the angle by which a step of fine-tuning turns a filter goes with the
     * inverse square of its norm. So it depends on the learning rate alone, not on how long pre-training has let
     * filters grow; and what has been learnt is turned eleven times less than what {@link #scratch} draws, else it
     * would be forgotten (docs/decisions/learning-rate.md).
     *
     * @throws IllegalArgumentException if the shapes differ in more than the channels
     */
    public static INDArray pretrained(SupervisedNetwork network, long seed, PretrainedEncoder encoder) {
        INDArray start = scratch(network, seed);
        ParameterLayout from = encoder.layout();
        INDArray weights = encoder.parameters();
        Map<String, Double> scales = new LinkedHashMap<>();
        for (Parameter parameter : from.parameters()) {
            Parameter own = network.layout().parameters().stream()
                    .filter(candidate -> candidate.name().equals(parameter.name()))
                    .findFirst()
                    .orElseThrow(() -> unfit(parameter));
            INDArray tensor = from.view(weights, parameter);
            if (own.name().equals(FIRST) && !own.shape().equals(parameter.shape())) {
                tensor = adapted(tensor, own);
            }
            if (own.length() != tensor.length()) {
                throw unfit(parameter);
            }
            INDArray drawn = network.layout().view(start, own);
            double norm = norm(drawn) / Initialisation.SCALE_BEFORE_BATCH_NORM;
            drawn.assign(tensor);
            if (Initialisation.isBeforeBatchNorm(own.name())) {
                scales.put(own.name(), norm / norm(drawn));
            }
        }
        scales.forEach((weight, scale) -> rescale(network.layout(), start, weight, scale));
        return start;
    }

    private static double norm(INDArray tensor) {
        return tensor.norm2Number().doubleValue();
    }

    /** A convolution, and the batch norm behind it so that it gives the same. */
    private static void rescale(ParameterLayout layout, INDArray vector, String weight, double scale) {
        String convolution = weight.replaceFirst("weight$", "");
        String batchNorm = convolution.replaceFirst("conv\\.$", "bn.");
        Set<String> linear = Set.of(weight, convolution + "bias", batchNorm + "running_mean");
        layout.select(linear::contains)
                .forEach(tensor -> layout.view(vector, tensor).muli(scale));
        layout.select((batchNorm + "running_var")::equals)
                .forEach(tensor -> layout.view(vector, tensor).muli(scale * scale));
    }

    private static IllegalArgumentException unfit(Parameter parameter) {
        return new IllegalArgumentException("the encoder's " + parameter.name() + " has no place in the network");
    }

    /** [out, C_encoder, 3, 3, 3] to [out, C, 3, 3, 3]. */
    private static INDArray adapted(INDArray filters, Parameter own) {
        long channels = own.shape().get(1);
        INDArray mean = filters.sum(1).divi((double) channels);
        long[] shape = own.shape().stream().mapToLong(Long::longValue).toArray();
        INDArray adapted = Nd4j.create(DataType.FLOAT, shape);
        for (long channel = 0; channel < channels; channel++) {
            adapted.get(NDArrayIndex.all(), NDArrayIndex.point(channel)).assign(mean);
        }
        return adapted;
    }
}
