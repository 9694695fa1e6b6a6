package dev.pcrl.network;

import java.util.Optional;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.factory.Nd4j;

/** One pass through a {@link ResidualBlock}, whose layers end with a batch norm without ReLU. */
final class ResidualPass implements SectionPass {
    private final Pass residual;
    private final Optional<Pass> shortcut;
    private final StepMemory memory;
    private final LayerWorkspaceMgr shortcutGradients;
    private INDArray output;

    ResidualPass(Pass residual, Optional<Pass> shortcut, StepMemory memory) {
        this.residual = residual;
        this.shortcut = shortcut;
        this.memory = memory;
        this.shortcutGradients = memory.keeping();
    }

    /** The sum takes the place of F(x), which batch norm does not need to go back. */
    @Override
    public INDArray forward(INDArray input, boolean training) {
        INDArray around = shortcut.map(pass -> pass.forward(input, training)).orElse(input);
        output = residual.forward(input, training);
        try (MemoryWorkspace ignored = memory.working()) {
            output.addi(around);
            Nd4j.getExecutioner().exec(new RectifiedLinear(output, output));
        }
        return output;
    }

    /** With e the gradient behind the ReLU: {@code dx = F'(x) e + S'(x) e}. */
    @Override
    public INDArray backward(INDArray epsilon) {
        INDArray e = throughRelu(epsilon);
        INDArray around = shortcut.map(pass -> kept(pass.backward(e))).orElse(e);
        INDArray inputGradient = residual.backward(e);
        try (MemoryWorkspace ignored = memory.working()) {
            return inputGradient.addi(around);
        }
    }

    /** In the output's place, which nobody reads any more, since all that comes after has gone backward by now. */
    private INDArray throughRelu(INDArray epsilon) {
        try (MemoryWorkspace ignored = memory.working()) {
            Nd4j.getExecutioner().exec(new Step(output, output));
            return output.muli(epsilon);
        }
    }

    private INDArray kept(INDArray gradient) {
        INDArray copy = shortcutGradients.createUninitialized(
                ArrayType.ACTIVATIONS, gradient.dataType(), gradient.shape(), 'c');
        return copy.assign(gradient);
    }
}
