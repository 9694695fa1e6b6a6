package dev.pcrl.layer;

import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Convolution of 2D images, volumes of depth 1, without bias: [N, 1, H, W, C_in] to [N, 1, ceil(H/s), ceil(W/s),
 * C_out], with an odd edge k of the kernel, stride s and zero padding r = (k - 1) / 2.
 *
 * <p>{@code y[n, p, o] = sum over q in {-r..r}^2 and i of w[o, i, q + r] x[n, s p + q, i]}.
 */
public final class Convolution2d extends SlicedLayer {
    @JsonProperty
    private int inputs;

    @JsonProperty
    private int outputs;

    @JsonProperty
    private int edge;

    @JsonProperty
    private int stride;

    Convolution2d() {} // for JSON

    /**
     * @param inputs C_in
     * @param outputs C_out
     * @param edge k, odd
     * @param stride s
     */
    public Convolution2d(int inputs, int outputs, int edge, int stride) {
        if (edge % 2 == 0) {
            throw new IllegalArgumentException("the kernel's edge must be odd: " + edge);
        }
        this.inputs = inputs;
        this.outputs = outputs;
        this.edge = edge;
        this.stride = stride;
    }

    @Override
    public List<ParameterSlice> slices() {
        return List.of(ParameterSlice.of("weight", outputs, inputs, edge, edge));
    }

    @Override
    SlicedLayerPass<?> pass(NeuralNetConfiguration configuration, DataType dataType) {
        return new Pass(this, configuration, dataType);
    }

    private static final class Pass extends SlicedLayerPass<Convolution2d> {
        Pass(Convolution2d layer, NeuralNetConfiguration configuration, DataType dataType) {
            super(layer, configuration, dataType);
        }

        @Override
        INDArray forward(boolean training, LayerWorkspaceMgr memory) {
            INDArray output = activations(
                    memory,
                    input.dataType(),
                    input.size(0),
                    1,
                    out(input.size(2)),
                    out(input.size(3)),
                    layer().outputs);
            run(DynamicCustomOp.builder("conv2d")
                    .addInputs(plane(input), parameter("weight"))
                    .addOutputs(plane(output)));
            return output;
        }

        private long out(long extent) {
            return (extent - 1) / layer().stride + 1;
        }

        @Override
        INDArray backward(INDArray epsilon, LayerWorkspaceMgr memory) {
            INDArray inputGradient = inputGradient(memory, input);
            gradientsFlattened.assign(0);
            INDArray weightGradient = gradient("weight").ulike();
            SampleParts parts =
                    SampleParts.of(input.size(0), input.length() / input.size(0) + epsilon.length() / epsilon.size(0));
            List<INDArray> x = parts.of(input);
            List<INDArray> e = parts.of(epsilon);
            List<INDArray> dx = parts.of(inputGradient);
            for (int i = 0; i < parts.count(); i++) {
                run(DynamicCustomOp.builder("conv2d_bp")
                        .addInputs(plane(x.get(i)), parameter("weight"), plane(e.get(i)))
                        .addOutputs(plane(dx.get(i)), weightGradient));
                gradient("weight").addi(weightGradient);
            }
            return inputGradient;
        }

        /** [N, 1, H, W, C] as [N, H, W, C]. */
        private static INDArray plane(INDArray images) {
            return images.reshape('c', images.size(0), images.size(2), images.size(3), images.size(4));
        }

        private void run(DynamicCustomOp.DynamicCustomOpsBuilder operation) {
            int k = layer().edge;
            int s = layer().stride;
            int r = (k - 1) / 2;
            int dilation = 1;
            int explicitPadding = 0;
            int channelsLast = 1;
            int weightsOutInHeightWidth = 1;
            Nd4j.getExecutioner()
                    .exec(operation
                            .addIntegerArguments(
                                    k,
                                    k,
                                    s,
                                    s,
                                    r,
                                    r,
                                    dilation,
                                    dilation,
                                    explicitPadding,
                                    channelsLast,
                                    weightsOutInHeightWidth)
                            .build());
        }
    }
}
