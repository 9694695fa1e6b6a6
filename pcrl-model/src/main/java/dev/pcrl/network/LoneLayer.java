package dev.pcrl.network;

import dev.pcrl.layer.Convolution3d;
import dev.pcrl.layer.SlicedLayer;
import dev.pcrl.layer.TransposedConvolution3d;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution by itself, with weights of zero, as a pass of a step runs it: for measuring. One thread at a time; its
 * workspaces are that thread's.
 */
public final class LoneLayer implements AutoCloseable {
    private final StepMemory memory = new StepMemory();
    private final INDArray parameters;
    private final GradientSum gradients;
    private final Pass pass;

    /** The network's layer for such a convolution. */
    public LoneLayer(ConvolutionShape shape) {
        LayerChain chain = new LayerChain().then("layer", layer(shape));
        ParameterLayout layout = ParameterLayout.of(List.of(chain));
        this.parameters = layout.zeros(DataType.FLOAT);
        this.gradients = new GradientSum(layout, layout.length(), DataType.FLOAT);
        this.pass = Pass.of(chain, 0, parameters, gradients, memory);
    }

    private static SlicedLayer layer(ConvolutionShape shape) {
        return switch (shape.kind()) {
            case SAME ->
                shape.inputGradient()
                        ? new Convolution3d(shape.inputs(), shape.outputs())
                        : Convolution3d.ofImage(shape.inputs(), shape.outputs());
            case DOUBLING -> new TransposedConvolution3d(shape.inputs(), shape.outputs());
        };
    }

    /**
     * Forward and backward.
     *
     * @param input [N, D, H, W, C_in]
     * @param epsilon gradient of the output
     */
    public void run(INDArray input, INDArray epsilon) {
        try (MemoryWorkspace ignored = memory.step()) {
            pass.forward(input, true);
            memory.beginBackward();
            pass.backward(epsilon);
        }
    }

    @Override
    public void close() {
        memory.close();
        gradients.close();
        parameters.close();
    }
}
