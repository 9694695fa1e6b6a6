package dev.pcrl.bench;

import dev.pcrl.network.ConvolutionShape;
import dev.pcrl.network.ConvolutionShape.Kind;
import dev.pcrl.network.LoneLayer;
import dev.pcrl.view.Size;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** The operations of one convolution on arrays of its own, channels last and weights in PyTorch's layout. */
final class ConvolutionOperations implements AutoCloseable {
    private static final int[] KERNEL3_STRIDE1_SAME = {3, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    private static final int[] KERNEL2_STRIDE2 = {2, 2, 2, 2, 2, 2, 0, 0, 0, 1, 1, 1, 0, 1, 1};

    private final CustomOp forward;
    private final CustomOp backward;
    private final CustomOp inputGradient;
    private final LoneLayer layer;
    private final INDArray input;
    private final INDArray epsilon;

    ConvolutionOperations(ConvolutionShape shape) {
        boolean doubling = shape.kind() == Kind.DOUBLING;
        long factor = doubling ? 2 : 1;
        Size size = shape.input();
        input = array(shape.images(), size.x(), size.y(), size.z(), shape.inputs());
        epsilon = array(shape.images(), factor * size.x(), factor * size.y(), factor * size.z(), shape.outputs());
        INDArray weight = doubling
                ? array(shape.inputs(), shape.outputs(), 2, 2, 2)
                : array(shape.outputs(), shape.inputs(), 3, 3, 3);
        INDArray bias = array(shape.outputs());
        int[] arguments = doubling ? KERNEL2_STRIDE2 : KERNEL3_STRIDE1_SAME;
        String name = doubling ? "deconv3d" : "conv3dnew";
        forward = DynamicCustomOp.builder(name)
                .addInputs(input, weight, bias)
                .addIntegerArguments(arguments)
                .addOutputs(epsilon.ulike())
                .build();
        backward = DynamicCustomOp.builder(name + "_bp")
                .addInputs(input, weight, bias, epsilon)
                .addIntegerArguments(arguments)
                .addOutputs(input.ulike(), weight.ulike(), bias.ulike())
                .build();
        inputGradient = DynamicCustomOp.builder("conv3dnew")
                .addInputs(epsilon, doubling ? weight : weight.swapAxes(0, 1).dup('c'))
                .addIntegerArguments(arguments)
                .addOutputs(input.ulike())
                .build();
        layer = new LoneLayer(shape);
    }

    /** Of numbers that neither overflow nor become denormal. */
    private static INDArray array(long... shape) {
        return Nd4j.rand(DataType.FLOAT, shape).subi(0.5);
    }

    Object forward() {
        return Nd4j.getExecutioner().exec(forward);
    }

    Object backward() {
        return Nd4j.getExecutioner().exec(backward);
    }

    Object inputGradient() {
        return Nd4j.getExecutioner().exec(inputGradient);
    }

    Object layer() {
        layer.run(input, epsilon);
        return layer;
    }

    @Override
    public void close() {
        layer.close();
    }
}
