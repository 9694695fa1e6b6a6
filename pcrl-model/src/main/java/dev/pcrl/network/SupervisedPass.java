package dev.pcrl.network;

import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One pass of a {@link SupervisedNetwork} over a parameter vector, forward and back. Its memory is the calling thread's
 * ({@link StepMemory}), so one thread makes, uses and closes it.
 */
public final class SupervisedPass implements AutoCloseable {
    private final int decoderLevels;
    private final StepMemory memory = new StepMemory();
    private final GradientSum gradients;
    private final UNetPass trunk;
    private final Pass head;
    private boolean isEncoderFrozen;

    /** @param parameters vector [1, length] of the network's layout, kept as a view */
    public SupervisedPass(SupervisedNetwork network, INDArray parameters) {
        this.decoderLevels = network.trunk().ups().size();
        this.gradients = new GradientSum(network.layout(), network.longestLayer(), parameters.dataType());
        this.trunk = new UNetPass(network.trunk(), parameters, gradients, memory);
        this.head = Pass.of(network.headChain(), trunk.end(), parameters, gradients, memory);
    }

    /** How a forward pass takes batch norm. */
    public enum Mode {
        /** All layers take the batch's statistics, and move the running ones. */
        TRAINING,
        /** The encoder takes its running statistics and is left as it is; the others train. */
        TRAINING_HEAD,
        /** All layers take their running statistics. */
        INFERENCE
    }

    /** Opens the memory of one step; what is allocated in it, logits and gradients included, is void when closed. */
    public MemoryWorkspace step() {
        return memory.step();
    }

    /**
     * Logits of images, within {@link #step}.
     *
     * @param images [N, x, y, z, C]; for voxels' classes each extent is a multiple of 2^S
     * @return [N, classes], or [N, x, y, z, classes]
     */
    public INDArray logits(INDArray images, Mode mode) {
        isEncoderFrozen = mode == Mode.TRAINING_HEAD;
        boolean trains = mode != Mode.INFERENCE;
        trunk.encode(images, mode == Mode.TRAINING);
        return head.forward(trunk.decode(decoderLevels, trains), trains);
    }

    /**
     * Back from the last training pass's logits, within its {@link #step}.
     *
     * @return gradient of all parameters [1, length], 0 where nothing trains; valid until the next
     */
    public INDArray backward(INDArray logitsGradient) {
        gradients.clear();
        memory.beginBackward();
        INDArray encoded = trunk.backwardDecoder(head.backward(logitsGradient));
        if (!isEncoderFrozen) {
            trunk.backwardEncoder(encoded);
        }
        return gradients.vector();
    }

    /** Gives its memory back, but for the parameters; of the thread that used it. */
    @Override
    public void close() {
        gradients.close();
        memory.close();
    }
}
