package dev.pcrl.layer;

import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * 3x3x3 convolution with bias, stride 1 and zero padding 1: [N, D, H, W, C_in] to [N, D, H, W, C_out].
 *
 * <p>{@code y[n, p, o] = b[o] + sum over q in {-1, 0, 1}^3 and i of w[o, i, q] x[n, p + q, i]}. Unlike Deeplearning4j's
 * {@code Convolution3DLayer} the backward pass does not compute the forward one again.
 *
 * <p>How fast oneDNN goes back depends on the CPU (docs/decisions/own-layers.md). With AVX-512 it pads channels to a
 * multiple of 16, so that where both sides have few, neighbours along W are taken for channels of one voxel
 * ({@link FoldedKernel}). Without, it copies each voxel's 27 neighbours for the weights' gradient, and
 * {@link ShiftedProducts} copy less. Where one side has a single channel (the image and its restoration) that gradient
 * is a matrix product with the side's 27 shifted copies.
 */
public final class Convolution3d extends SlicedLayer {
    private static final int OFFSETS = 27;

    /** From so many on, shifted products are no slower than oneDNN without AVX-512. */
    private static final long MANY_VOXELS = 32768;

    @JsonProperty
    private int inputs;

    @JsonProperty
    private int outputs;

    @JsonProperty
    private boolean first;

    Convolution3d() {} // for JSON

    /**
     * @param inputs C_in
     * @param outputs C_out
     */
    public Convolution3d(int inputs, int outputs) {
        this(inputs, outputs, false);
    }

    private Convolution3d(int inputs, int outputs, boolean first) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.first = first;
    }

    /**
     * The first layer of a network, whose input needs no gradient: with a single input channel the backward pass gives
     * an empty array for it.
     */
    public static Convolution3d ofImage(int inputs, int outputs) {
        return new Convolution3d(inputs, outputs, true);
    }

    @Override
    public List<ParameterSlice> slices() {
        return List.of(ParameterSlice.of("weight", outputs, inputs, 3, 3, 3), ParameterSlice.of("bias", outputs));
    }

    @Override
    SlicedLayerPass<?> pass(NeuralNetConfiguration configuration, DataType dataType) {
        return new Pass(this, configuration, dataType);
    }

    private static final class Pass extends SlicedLayerPass<Convolution3d> {
        private final transient Processor processor = Processor.ofThisMachine();

        Pass(Convolution3d layer, NeuralNetConfiguration configuration, DataType dataType) {
            super(layer, configuration, dataType);
        }

        @Override
        INDArray forward(boolean training, LayerWorkspaceMgr memory) {
            long[] shape = input.shape();
            INDArray output =
                    activations(memory, input.dataType(), shape[0], shape[1], shape[2], shape[3], layer().outputs);
            NativeConvolution3d.forward(input, parameter("weight"), parameter("bias"), output);
            return output;
        }

        @Override
        INDArray backward(INDArray epsilon, LayerWorkspaceMgr memory) {
            if (layer().first && layer().inputs == 1) {
                return backwardOfOneInput(epsilon);
            }
            if (layer().outputs == 1) {
                return backwardOfOneOutput(epsilon, memory);
            }
            INDArray inputGradient = inputGradient(memory, input);
            SampleParts parts =
                    SampleParts.of(input.size(0), input.length() / input.size(0) + epsilon.length() / epsilon.size(0));
            List<INDArray> x = parts.of(input);
            List<INDArray> e = parts.of(epsilon);
            List<INDArray> dx = parts.of(inputGradient);
            backward(x.get(0), e.get(0), dx.get(0));
            for (int i = 1; i < parts.count(); i++) {
                INDArray sum = gradientsFlattened.dup();
                backward(x.get(i), e.get(i), dx.get(i));
                gradientsFlattened.addi(sum);
            }
            return inputGradient;
        }

        /** Of some samples; whatever computes it takes copies of all three. */
        private void backward(INDArray x, INDArray epsilon, INDArray inputGradient) {
            INDArray weight = parameter("weight");
            INDArray weightGradient = gradient("weight");
            INDArray biasGradient = gradient("bias");
            FoldedKernel kernel = FoldedKernel.of(layer().inputs, layer().outputs, x.size(3));
            if (processor == Processor.CPU_WITH_AVX512 && kernel.folds() > 1) {
                kernel.backward(x, weight, epsilon, inputGradient, weightGradient, biasGradient);
            } else if (processor == Processor.CPU_WITHOUT_AVX512 && x.length() / x.size(4) >= MANY_VOXELS) {
                ShiftedProducts.of(x).backward(x, weight, epsilon, inputGradient, weightGradient, biasGradient);
            } else {
                NativeConvolution3d.backward(x, weight, epsilon, inputGradient, weightGradient, biasGradient);
            }
        }

        /** {@code dw[o, q] = sum over p of e[p, o] x[p + q]}; the input gets no gradient. */
        private INDArray backwardOfOneInput(INDArray epsilon) {
            INDArray shifts = shifts(input, false);
            Nd4j.matmul(Channels.matrix(epsilon), shifts, kernels(gradient("weight")), true, false, false);
            gradient("bias").assign(Channels.gradientSums(epsilon));
            return Nd4j.empty(input.dataType());
        }

        /** {@code dw[i, q] = sum over p of x[p, i] e[p - q]} and {@code dx[p, i] = sum over q of w[i, q] e[p - q]}. */
        private INDArray backwardOfOneOutput(INDArray epsilon, LayerWorkspaceMgr memory) {
            INDArray shifts = shifts(epsilon, true);
            Nd4j.matmul(Channels.matrix(input), shifts, kernels(gradient("weight")), true, false, false);
            gradient("bias").assign(Channels.gradientSums(epsilon));
            INDArray inputGradient = inputGradient(memory, input);
            Nd4j.matmul(shifts, kernels(parameter("weight")), Channels.matrix(inputGradient), false, true, false);
            return inputGradient;
        }

        /** The 27 copies x[p + q] (reversed: x[p - q]) of an image [N, D, H, W, 1] as [N D H W, 27]. */
        private static INDArray shifts(INDArray image, boolean reversed) {
            INDArray kernels = Nd4j.zeros(image.dataType(), OFFSETS, OFFSETS);
            for (int q = 0; q < OFFSETS; q++) {
                kernels.putScalar(q, reversed ? OFFSETS - 1 - q : q, 1);
            }
            long[] shape = image.shape();
            INDArray shifts = Nd4j.createUninitialized(
                    image.dataType(), new long[] {shape[0], shape[1], shape[2], shape[3], OFFSETS}, 'c');
            NativeConvolution3d.forward(
                    image, kernels.reshape('c', OFFSETS, 1, 3, 3, 3), Nd4j.zeros(image.dataType(), OFFSETS), shifts);
            return Channels.matrix(shifts);
        }

        /** Weights with a single input or output channel as [C, 27]. */
        private static INDArray kernels(INDArray weight) {
            return weight.reshape('c', weight.length() / OFFSETS, OFFSETS);
        }
    }
}
