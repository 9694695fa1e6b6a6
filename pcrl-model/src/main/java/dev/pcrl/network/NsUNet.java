package dev.pcrl.network;

import dev.pcrl.layer.BatchNorm;
import dev.pcrl.layer.Convolution3d;
import dev.pcrl.layer.FullyConnected;
import dev.pcrl.layer.GlobalAveragePooling3d;
import dev.pcrl.layer.MaxPooling3d;
import dev.pcrl.layer.TransposedConvolution3d;
import dev.pcrl.layer.TrilinearResize;
import dev.pcrl.view.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The non-skip U-Net of PCRLv2 (Section 3.1, Fig. 4), 3D, as {@code shared/oracle} defines it. An encoder of levels
 * 0..S with max pooling between them, a decoder of levels 1..S with {@code F_i = CBR(CBR(Up(F_{i-1})))} and no skip
 * connections, and at each scale a head for restoration and one for comparison.
 *
 * <p>The parameter vector holds, in this order: encoder, decoder levels 1..S, restoration heads 1..S, comparison heads
 * 1..S. The trunk up to F_i is therefore a prefix of the vector, and a pass at scale i runs only the trunk's first
 * layers.
 */
public final class NsUNet {
    private static final String ENCODER = "encoder";

    private final NsUNetConfig config;
    private final LayerChain trunk;
    private final List<LayerChain> restoration;
    private final List<LayerChain> comparison;
    private final int coarsestComparison;
    private final ParameterLayout layout;

    /** PCRLv2's network: heads at scales 1..S. */
    public NsUNet(NsUNetConfig config) {
        this(config, 1);
    }

    /** The network with one more comparison head: at the encoder's output, which counts as scale 0. */
    public static NsUNet comparingEncoder(NsUNetConfig config) {
        return new NsUNet(config, 0);
    }

    private NsUNet(NsUNetConfig config, int coarsestComparison) {
        this.config = config;
        this.trunk = trunk(config);
        this.restoration = heads(config, 1, NsUNet::restorationHead);
        this.comparison = heads(config, coarsestComparison, NsUNet::comparisonHead);
        this.coarsestComparison = coarsestComparison;
        this.layout = ParameterLayout.of(chains().toList());
    }

    public NsUNetConfig config() {
        return config;
    }

    /** Where each tensor lies in the parameter vector. */
    public ParameterLayout layout() {
        return layout;
    }

    /**
     * The encoder alone, levels 0..S, over the beginning of a vector of this layout (or of the encoder's tensors
     * alone).
     */
    public static ComputationGraph encoder(NsUNetConfig config, INDArray vector) {
        LayerChain chain = encoderChain(config);
        return chain.over(
                ParameterLayout.interval(vector, 0, encoderLayout(config).length()));
    }

    /** Layout of the encoder's tensors, which is a prefix of the whole network's. */
    public static ParameterLayout encoderLayout(NsUNetConfig config) {
        return ParameterLayout.of(List.of(encoderChain(config)));
    }

    /** Name of the layer whose output is encoder level l. */
    public static String levelOutput(int level) {
        return "encoder." + level + ".block1.bn";
    }

    /**
     * The convolutions of one pass, in the order of the layers: trunk up to F_scale and, where it runs, the restoration
     * head. The first needs no gradient of its input, the image.
     *
     * @param images how many views pass together
     * @param view their size
     * @param restored whether they are restored
     */
    public List<ConvolutionShape> convolutions(int scale, int images, Size view, boolean restored) {
        List<ConvolutionShape> convolutions = new ArrayList<>(trunk.convolutions(trunkLayers(scale), images, view));
        convolutions.set(0, convolutions.get(0).withoutInputGradient());
        if (restored) {
            LayerChain head = restoration.get(scale - 1);
            convolutions.addAll(head.convolutions(head.count(), images, config.feature(scale, view)));
        }
        return convolutions;
    }

    Pass trunkPass(INDArray parameters, GradientSum gradients, StepMemory memory) {
        return pass(trunk, 0, parameters, gradients, memory);
    }

    Pass restorationPass(int scale, INDArray parameters, GradientSum gradients, StepMemory memory) {
        LayerChain head = restoration.get(scale - 1);
        return pass(head, offset("restoration." + (scale - 1)), parameters, gradients, memory);
    }

    Pass comparisonPass(int scale, INDArray parameters, GradientSum gradients, StepMemory memory) {
        LayerChain head = comparison.get(scale - coarsestComparison);
        return pass(head, offset(comparisonName(scale)), parameters, gradients, memory);
    }

    /** The coarsest scale that has a comparison head: 1, or 0 for the encoder's output. */
    int coarsestComparison() {
        return coarsestComparison;
    }

    private static String comparisonName(int scale) {
        return "comparison." + (scale == 0 ? ENCODER : Integer.toString(scale - 1));
    }

    /** Number of parameters of the layer that has most. */
    long longestLayer() {
        return chains().mapToLong(LayerChain::longestLayer).max().orElse(0);
    }

    private Stream<LayerChain> chains() {
        return Stream.of(List.of(trunk), restoration, comparison).flatMap(List::stream);
    }

    /** How many layers of the trunk give F_scale. */
    int trunkLayers(int scale) {
        return scale == 0
                ? trunk.countUpTo(levelOutput(config.scales()))
                : trunk.countUpTo("decoder." + (scale - 1) + ".block1.bn");
    }

    /** Whether a tensor takes part in a step at a scale. */
    public static boolean takesPart(String name, int scale) {
        String[] parts = name.split("\\.", 3);
        int index = parts[1].equals(ENCODER) ? -1 : Integer.parseInt(parts[1]);
        return switch (parts[0]) {
            case ENCODER -> true;
            case "decoder" -> index < scale;
            default -> index == scale - 1;
        };
    }

    private long offset(String head) {
        return layout.select(name -> name.startsWith(head + ".")).get(0).offset();
    }

    private static Pass pass(
            LayerChain chain, long offset, INDArray parameters, GradientSum gradients, StepMemory memory) {
        List<Parameter> tensors = chain.parameters(offset);
        long end = tensors.get(tensors.size() - 1).end();
        return new Pass(chain.over(ParameterLayout.interval(parameters, offset, end)), memory, gradients, offset);
    }

    private static LayerChain encoderChain(NsUNetConfig config) {
        LayerChain chain = new LayerChain();
        for (int level = 0; level <= config.scales(); level++) {
            chain.then(encoderLevel(config, level));
        }
        return chain;
    }

    /** The layers of an encoder level, 0 = finest. */
    static LayerChain encoderLevel(NsUNetConfig config, int level) {
        String name = "encoder." + level;
        LayerChain chain = new LayerChain();
        if (level == 0) {
            int middle = config.width(0) / 2;
            block(chain, name + ".block0", Convolution3d.ofImage(config.channels(), middle), middle);
            block(chain, name + ".block1", middle, config.width(0));
        } else {
            int inputs = config.width(level - 1);
            chain.then(name + ".pool", new MaxPooling3d());
            block(chain, name + ".block0", inputs, inputs);
            block(chain, name + ".block1", inputs, config.width(level));
        }
        return chain;
    }

    private static LayerChain trunk(NsUNetConfig config) {
        LayerChain chain = encoderChain(config);
        for (int i = 0; i < config.scales(); i++) {
            chain.then(up(config, i)).then(decoderBlocks(config, i, 0));
        }
        return chain;
    }

    /** The layer that doubles the resolution before decoder level i, from 0. */
    static LayerChain up(NsUNetConfig config, int i) {
        int width = config.width(config.scales() - i);
        return new LayerChain().then("decoder." + i + ".up", new TransposedConvolution3d(width, width));
    }

    /**
     * The convolutions of decoder level i, from 0.
     *
     * @param skipped channels that come to the level from the encoder
     */
    static LayerChain decoderBlocks(NsUNetConfig config, int i, int skipped) {
        int outputs = config.width(config.scales() - i - 1);
        String name = "decoder." + i;
        LayerChain chain = new LayerChain();
        block(chain, name + ".block0", config.width(config.scales() - i) + skipped, outputs);
        block(chain, name + ".block1", outputs, outputs);
        return chain;
    }

    private static LayerChain restorationHead(NsUNetConfig config, int scale) {
        int width = config.width(config.scales() - scale);
        String name = "restoration." + (scale - 1);
        LayerChain chain = new LayerChain();
        block(chain, name + ".block", width, width);
        chain.then(name + ".conv", new Convolution3d(width, config.channels()));
        Size view = config.globalView();
        if (!config.feature(scale, view).equals(view)) {
            chain.then(name + ".resize", new TrilinearResize(view.x(), view.y(), view.z()));
        }
        return chain;
    }

    private static LayerChain comparisonHead(NsUNetConfig config, int scale) {
        int width = config.width(config.scales() - scale);
        String name = comparisonName(scale);
        return new LayerChain()
                .then(name + ".pool", new GlobalAveragePooling3d())
                .then(name + ".bn", new BatchNorm(width, false))
                .then(name + ".fc0", new FullyConnected(width, 2 * width))
                .then(name + ".fc0_bn", new BatchNorm(2 * width, true))
                .then(name + ".fc1", new FullyConnected(2 * width, width));
    }

    private static void block(LayerChain chain, String name, int inputs, int outputs) {
        block(chain, name, new Convolution3d(inputs, outputs), outputs);
    }

    private static void block(LayerChain chain, String name, Convolution3d convolution, int outputs) {
        chain.then(name + ".conv", convolution).then(name + ".bn", new BatchNorm(outputs, true));
    }

    /** Builds the head of one scale. */
    @FunctionalInterface
    private interface Head {
        LayerChain at(NsUNetConfig config, int scale);
    }

    private static List<LayerChain> heads(NsUNetConfig config, int coarsest, Head head) {
        List<LayerChain> chains = new ArrayList<>();
        for (int scale = coarsest; scale <= config.scales(); scale++) {
            chains.add(head.at(config, scale));
        }
        return chains;
    }
}
