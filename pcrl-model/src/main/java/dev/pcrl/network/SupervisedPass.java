package dev.pcrl.network;

import java.util.List;
import java.util.stream.IntStream;
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
    private final LayerWorkspaceMgr logitsInView = memory.keeping();
    private final boolean segments;
    private INDArray headOutput;
    private boolean isEncoderFrozen;

    /** @param parameters vector [1, length] of the network's layout, kept as a view */
    public SupervisedPass(SupervisedNetwork network, INDArray parameters) {
        this.turnsImages = network.shape().kind() == EncoderKind.RESNET_18;
        this.segments = network.kind() != SupervisedNetwork.Kind.CLASSIFIER;
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
     * @param images [N, x, y, z, C]; for voxels' classes, extents that are multiples of 2^S compute no voxel in vain
     * @return [N, classes], or [N, x, y, z, classes]
     */
    public INDArray logits(INDArray images, Mode mode) {
        isEncoderFrozen = mode == Mode.TRAINING_HEAD;
        boolean trains = mode != Mode.INFERENCE;
        trunk.encode(inOwnOrder(images), mode == Mode.TRAINING);
        headOutput = head.forward(trunk.decode(trains), trains);
        return segments ? inView(headOutput, images) : headOutput;
    }

    private INDArray inView(INDArray decoded, INDArray images) {
        if (Corner.isWhole(decoded, images)) {
            return decoded;
        }
        INDArray logits = Corner.array(logitsInView, ArrayType.ACTIVATIONS, images, decoded.size(4));
        return logits.assign(Corner.of(decoded, logits));
    }

    /** Of the head's output; what lies beyond the view has no part in the loss. */
    private INDArray ofHeadOutput(INDArray logitsGradient) {
        if (logitsGradient.equalShapes(headOutput)) {
            return logitsGradient;
        }
        INDArray gradient = Corner.array(memory.passing(), ArrayType.ACTIVATION_GRAD, headOutput, headOutput.size(4));
        gradient.assign(0);
        Corner.of(gradient, logitsGradient).assign(logitsGradient);
        return gradient;
    }

    /**
     * Where an image has what speaks for a class, within {@link #step}, with running statistics (HiResCAM: Draelos and
     * Carin, arXiv 2011.08891): with A the output of a level of the encoder and z_c the class's logit,
     *
     * <pre>
     * M_c(p) = sum over k of A_k(p) dz_c / dA_k(p)
     * </pre>
     *
     * Its sum over p is z_c less what biases behind the level add. At F_0, where {@code dz_c / dA_k = w_ck} over the
     * number of cells, it is the class activation map of Zhou et al. (CVPR 2016) but for that number.
     *
     * @param image [1, x, y, z, C]
     * @param index c
     * @param leastCells the level is the coarsest with so many cells along each axis along which the finest has more
     *     than one, or the finest
     */
    public LevelMap activationMap(INDArray image, int index, int leastCells) {
        INDArray logits = logits(image, Mode.INFERENCE);
        List<INDArray> levels = trunk.encoded();
        int level = levels.size() - 1;
        while (level > 0 && !hasCells(levels.get(level), levels.get(0), leastCells)) {
            level--;
        }
        INDArray output = levels.get(level);
        memory.beginBackward();
        INDArray gradient = trunk.backwardEncoder(head.backward(logits.like().putScalar(0, index, 1)), level + 1);
        return new LevelMap(inOwnOrder(output.mul(gradient).sum(true, 4)), level);
    }

    private static boolean hasCells(INDArray level, INDArray finest, int least) {
        return IntStream.rangeClosed(1, 3).allMatch(axis -> finest.size(axis) == 1 || level.size(axis) >= least);
    }

    /**
     * Numbers of an encoder's level.
     *
     * @param cells [1, x, y, z, 1]
     * @param level from 0, the finest
     */
    public record LevelMap(INDArray cells, int level) {}

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
        INDArray encoded = trunk.backwardDecoder(head.backward(ofHeadOutput(logitsGradient)));
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
