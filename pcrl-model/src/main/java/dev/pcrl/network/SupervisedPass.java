package dev.pcrl.network;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * One pass of a {@link SupervisedNetwork} over a parameter vector, forward and back. Its memory is the calling thread's
 * ({@link StepMemory}), so one thread makes, uses and closes it.
 */
public final class SupervisedPass implements AutoCloseable {
    private final SupervisedNetwork network;
    private final StepMemory memory = new StepMemory();
    private final GradientSum gradients;
    private final List<SectionPass> encoder = new ArrayList<>();
    private final List<Pass> ups = new ArrayList<>();
    private final List<Pass> blocks = new ArrayList<>();
    private final Pass head;
    private final List<LayerWorkspaceMgr> joined = new ArrayList<>();
    private final List<LayerWorkspaceMgr> skipped = new ArrayList<>();
    private final INDArray[] skipGradients; // of encoder levels
    private final long[] decodedWidths; // of joined arrays
    private final LayerWorkspaceMgr turnedImages = memory.keeping();
    private boolean isEncoderFrozen;

    /** @param parameters vector [1, length] of the network's layout, kept as a view */
    public SupervisedPass(SupervisedNetwork network, INDArray parameters) {
        this.network = network;
        this.gradients = new GradientSum(network.layout(), network.longestLayer(), parameters.dataType());
        PassBuilder builder = new PassBuilder(parameters, memory, gradients);
        network.encoder().forEach(section -> encoder.add(section.pass(builder)));
        for (int i = 0; i < network.ups().size(); i++) {
            ups.add(builder.next(network.ups().get(i)));
            blocks.add(builder.next(network.blocks().get(i)));
            joined.add(memory.keeping());
            skipped.add(memory.keeping());
        }
        this.skipGradients = new INDArray[ups.size()];
        this.decodedWidths = new long[ups.size()];
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
        List<INDArray> levels = encode(images, mode == Mode.TRAINING);
        INDArray x = levels.get(levels.size() - 1);
        for (int i = 0; i < ups.size(); i++) {
            INDArray doubled = ups.get(i).forward(x, trains);
            x = blocks.get(i)
                    .forward(
                            network.hasSkips() ? join(i, doubled, levels.get(levels.size() - 2 - i)) : doubled, trains);
        }
        return head.forward(x, trains);
    }

    /**
     * F_0 of images, within {@link #step}, with running statistics.
     *
     * @param images [N, x, y, z, C]
     * @return [N, x', y', z', features]
     */
    public INDArray features(INDArray images) {
        List<INDArray> levels = encode(images, false);
        return inOwnOrder(levels.get(levels.size() - 1));
    }

    /** What each section of the encoder gives. */
    private List<INDArray> encode(INDArray images, boolean training) {
        List<INDArray> levels = new ArrayList<>();
        INDArray x = inOwnOrder(images);
        for (SectionPass section : encoder) {
            x = section.forward(x, training);
            levels.add(x);
        }
        return levels;
    }

    /** Torchvision's kernels have rows before columns: an image [N, x, y, 1, C] is [N, 1, y, x, C] there, and back. */
    private INDArray inOwnOrder(INDArray images) {
        if (network.shape().kind() != EncoderKind.RESNET_18) {
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
        INDArray gradient = head.backward(logitsGradient);
        for (int i = ups.size() - 1; i >= 0; i--) {
            gradient = blocks.get(i).backward(gradient);
            if (network.hasSkips()) {
                gradient = part(i, gradient);
            }
            gradient = ups.get(i).backward(gradient);
        }
        if (!isEncoderFrozen) {
            backwardEncoder(gradient);
        }
        return gradients.vector();
    }

    private void backwardEncoder(INDArray coarsest) {
        INDArray gradient = coarsest;
        for (int level = encoder.size() - 1; level >= 0; level--) {
            if (network.hasSkips() && level < encoder.size() - 1) {
                gradient.addi(skipGradients[level]);
            }
            gradient = encoder.get(level).backward(gradient);
        }
    }

    /** The decoder's array beside the encoder's, [N, x, y, z, C_1 + C_2]. */
    private INDArray join(int i, INDArray doubled, INDArray level) {
        decodedWidths[i] = doubled.size(4);
        INDArray both = array(joined.get(i), ArrayType.ACTIVATIONS, doubled, doubled.size(4) + level.size(4));
        channels(both, 0, doubled.size(4)).assign(rows(doubled));
        channels(both, doubled.size(4), both.size(4)).assign(rows(level));
        return both;
    }

    /** Keeps the encoder's part of a joined array's gradient for later, and gives the decoder's. */
    private INDArray part(int i, INDArray both) {
        int level = ups.size() - 1 - i;
        long width = decodedWidths[i];
        INDArray kept = array(skipped.get(i), ArrayType.ACTIVATIONS, both, both.size(4) - width);
        rows(kept).assign(channels(both, width, both.size(4)));
        skipGradients[level] = kept;
        INDArray decoded = array(memory.passing(), ArrayType.ACTIVATION_GRAD, both, width);
        rows(decoded).assign(channels(both, 0, width));
        return decoded;
    }

    /** An array like another, with so many channels. */
    private static INDArray array(LayerWorkspaceMgr place, ArrayType use, INDArray like, long channels) {
        long[] shape = like.shape().clone();
        shape[4] = channels;
        return place.createUninitialized(use, like.dataType(), shape, 'c');
    }

    /** [N, x, y, z, C] as [N x y z, C]. */
    private static INDArray rows(INDArray array) {
        return array.reshape('c', array.length() / array.size(4), array.size(4));
    }

    private static INDArray channels(INDArray array, long from, long to) {
        return rows(array).get(NDArrayIndex.all(), NDArrayIndex.interval(from, to));
    }

    /** Gives its memory back, but for the parameters; of the thread that used it. */
    @Override
    public void close() {
        gradients.close();
        memory.close();
    }
}
