package dev.pcrl.network;

import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One pass of a {@link SupervisedNetwork} over a parameter vector, forward and back. Its memory is the calling thread's
 * ({@link StepMemory}), so one thread makes, uses and closes it.
 */
public final class SupervisedPass implements AutoCloseable {
    private final boolean turnsImages;
    private final StepMemory memory = new StepMemory();
    private final GradientSum gradients;
    private final UNetPass trunk;
    private final Pass head;
    private final LayerWorkspaceMgr turnedImages = memory.keeping();
    private boolean isEncoderFrozen;

    /** @param parameters vector [1, length] of the network's layout, kept as a view */
    public SupervisedPass(SupervisedNetwork network, INDArray parameters) {
        this.turnsImages = network.shape().kind() == EncoderKind.RESNET_18;
        this.gradients = new GradientSum(network.layout(), network.longestLayer(), parameters.dataType());
        PassBuilder builder = new PassBuilder(parameters, memory, gradients);
        this.trunk = new UNetPass(network.trunk(), builder);
        this.head = builder.next(network.headChain());
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
        trunk.encode(inOwnOrder(images), mode == Mode.TRAINING);
        return head.forward(trunk.decode(trains), trains);
    }

    /**
     * F_0 of images, within {@link #step}, with running statistics.
     *
     * @param images [N, x, y, z, C]
     * @return [N, x', y', z', features]
     */
    public INDArray features(INDArray images) {
        return inOwnOrder(trunk.encode(inOwnOrder(images), false));
    }

    /** Torchvision's kernels have rows before columns: an image [N, x, y, 1, C] is [N, 1, y, x, C] there, and back. */
    private INDArray inOwnOrder(INDArray images) {
        if (!turnsImages) {
            return images;
        }
        INDArray turned = images.permute(0, 3, 2, 1, 4);
        return turnedImages
                .createUninitialized(ArrayType.ACTIVATIONS, images.dataType(), turned.shape(), 'c')
                .assign(turned);
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
