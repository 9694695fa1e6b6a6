package dev.pcrl.layer;

import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastSubOp;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Batch norm over all axes but the last, of any rank, optionally with ReLU: {@code y = gamma (x - mean) / sqrt(var +
 * eps) + beta}, then {@code max(0, y)}.
 *
 * <p>In training mean and (biased) variance are the batch's, and the running statistics move in place by {@code running
 * += momentum (batch - running)}, with the unbiased variance, as in PyTorch: eps 1e-5, momentum 0.1. Otherwise the
 * running statistics are used. Deeplearning4j's own layer refuses rank 5, and its operations are slow at it
 * (docs/decisions/own-layers.md).
 */
public final class BatchNorm extends SlicedLayer {
    private static final double EPSILON = 1e-5;
    private static final double MOMENTUM = 0.1;

    @JsonProperty
    private int channels;

    @JsonProperty
    private boolean relu;

    BatchNorm() {} // for JSON

    /**
     * @param channels C, extent of the last axis
     * @param relu whether ReLU follows
     */
    public BatchNorm(int channels, boolean relu) {
        this.channels = channels;
        this.relu = relu;
    }

    @Override
    public List<ParameterSlice> slices() {
        return List.of(
                ParameterSlice.of("weight", channels),
                ParameterSlice.of("bias", channels),
                ParameterSlice.of("running_mean", channels),
                ParameterSlice.of("running_var", channels));
    }

    @Override
    SlicedLayerPass<?> pass(NeuralNetConfiguration configuration, DataType dataType) {
        return new Pass(this, configuration, dataType);
    }

    private static final class Pass extends SlicedLayerPass<BatchNorm> implements RepeatableLayer {
        private transient INDArray output;
        private transient INDArray mean;
        private transient INDArray variance;
        private transient boolean ofBatch; // mean and variance are functions of the input, then

        Pass(BatchNorm layer, NeuralNetConfiguration configuration, DataType dataType) {
            super(layer, configuration, dataType);
        }

        @Override
        INDArray forward(boolean training, LayerWorkspaceMgr memory) {
            output = activations(memory, input.dataType(), input.shape());
            ofBatch = training;
            if (training) {
                takeStatistics(memory);
            } else {
                mean = parameter("running_mean");
                variance = parameter("running_var");
            }
            return writeOutput();
        }

        @Override
        public INDArray repeat(LayerWorkspaceMgr memory) {
            try (WorkEvent ignored = WorkEvent.backward(BatchNorm.class)) {
                output = activations(memory, input.dataType(), input.shape());
                return writeOutput();
            }
        }

        private INDArray writeOutput() {
            normalise(input, mean, variance, parameter("weight"), parameter("bias"), output);
            if (layer().relu) {
                Nd4j.getExecutioner().exec(new RectifiedLinear(output, output));
            }
            return output;
        }

        /** Of the input; the output serves as working memory. */
        private void takeStatistics(LayerWorkspaceMgr memory) {
            long rows = rows();
            mean = statistic(memory);
            mean.assign(Channels.sums(input).divi(rows));
            Nd4j.getExecutioner().exec(new BroadcastSubOp(Channels.matrix(input), mean, Channels.matrix(output), 1));
            output.muli(output);
            variance = statistic(memory);
            variance.assign(Channels.sums(output).divi(rows));
            double unbiased = rows > 1 ? (double) rows / (rows - 1) : 1;
            move(parameter("running_mean"), mean, 1);
            move(parameter("running_var"), variance, unbiased);
        }

        private INDArray statistic(LayerWorkspaceMgr memory) {
            return memory.createUninitialized(ArrayType.FF_CACHE, input.dataType(), layer().channels);
        }

        private static void move(INDArray running, INDArray batch, double correction) {
            running.muli(1 - MOMENTUM).addi(batch.mul(MOMENTUM * correction));
        }

        /**
         * With e the gradient behind the ReLU, xhat the normalised input and a = gamma / sqrt(var + eps):
         *
         * <pre>
         * dbeta = sum e    dgamma = sum e xhat    dx = a (e - dbeta / R - xhat dgamma / R)
         * </pre>
         *
         * The last two terms of dx are one batch norm of x with gamma' = -a dgamma / R and beta' = -a dbeta / R. With
         * the running statistics, which do not hang on x, {@code dx = a e}.
         */
        @Override
        INDArray backward(INDArray epsilon, LayerWorkspaceMgr memory) {
            INDArray e = layer().relu ? throughRelu(epsilon) : epsilon.dup('c');
            INDArray ones = ones();
            INDArray zeros = ones.like();
            INDArray inputGradient = inputGradient(memory, input);
            normalise(input, mean, variance, ones, zeros, inputGradient);
            inputGradient.muli(e);
            INDArray dgamma = Channels.gradientSums(inputGradient);
            INDArray dbeta = Channels.gradientSums(e);
            gradient("weight").assign(dgamma);
            gradient("bias").assign(dbeta);
            gradient("running_mean").assign(0);
            gradient("running_var").assign(0);

            INDArray scale = variance.add(EPSILON);
            scale.assign(Transforms.sqrt(scale, false)).rdivi(parameter("weight"));
            normalise(e, zeros, ones.sub(EPSILON), scale, zeros, e);
            if (!ofBatch) {
                return inputGradient.assign(e);
            }
            long rows = rows();
            normalise(
                    input,
                    mean,
                    variance,
                    dgamma.mul(scale).divi(-rows),
                    dbeta.mul(scale).divi(-rows),
                    inputGradient);
            return inputGradient.addi(e);
        }

        /**
         * The gradient behind the ReLU. It takes the output's place, which nobody reads any more: all that comes after
         * this layer has gone backward by now. ({@code relu_bp} takes ten times as long.)
         */
        private INDArray throughRelu(INDArray epsilon) {
            Nd4j.getExecutioner().exec(new Step(output, output));
            return output.muli(epsilon);
        }

        private INDArray ones() {
            return Nd4j.ones(input.dataType(), layer().channels);
        }

        private long rows() {
            return input.length() / layer().channels;
        }

        private static void normalise(
                INDArray x, INDArray mean, INDArray variance, INDArray gamma, INDArray beta, INDArray output) {
            int scaleAndShift = 1;
            Nd4j.getExecutioner()
                    .exec(DynamicCustomOp.builder("batchnorm")
                            .addInputs(x, mean, variance, gamma, beta)
                            .addIntegerArguments(scaleAndShift, scaleAndShift, x.rank() - 1)
                            .addFloatingPointArguments(EPSILON)
                            .addOutputs(output)
                            .build());
        }
    }
}
