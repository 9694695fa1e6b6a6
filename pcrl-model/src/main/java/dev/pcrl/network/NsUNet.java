package dev.pcrl.network;

import dev.pcrl.layer.BatchNorm;
import dev.pcrl.layer.Convolution3d;
import dev.pcrl.layer.FullyConnected;
import dev.pcrl.layer.GlobalAveragePooling3d;
import dev.pcrl.layer.TrilinearResize;
import dev.pcrl.view.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The non-skip U-Net of PCRLv2 (Section 3.1, Fig. 4), 3D, as the numerical oracle defines it (a network in PyTorch,
 * whose numbers {@code dev.pcrl.check} compares; {@code bench/pytorch_step.py} is the same one again). An encoder of
 * levels 0..S with max pooling between them, a decoder of levels 1..S with {@code F_i = CBR(CBR(Up(F_{i-1})))} and no
 * skip connections, and at each scale a head for restoration and one for comparison; or what an {@link Ablation} makes
 * of it.
 *
 * <p>The parameter vector holds, in this order: encoder, decoder levels 1..S, restoration heads 1..S, comparison heads
 * 1..S. The trunk up to F_i is therefore a prefix of the vector, and a pass at scale i runs only the trunk's first
 * layers.
 */
public final class NsUNet {
    private final NsUNetConfig config;
    private final Ablation ablation;
    private final UNetLayers levels;
    private final LayerChain trunk;
    private final List<LayerChain> restoration;
    private final List<LayerChain> comparison;
    private final ParameterLayout layout;

    /** PCRLv2's network: heads at scales 1..S. */
    public NsUNet(NsUNetConfig config) {
        this(config, Ablation.NONE);
    }

    /** The network of an ablation. */
    public NsUNet(NsUNetConfig config, Ablation ablation) {
        this.config = config;
        this.ablation = ablation;
        this.levels = UNetLayers.of(config, ablation.hasSkips());
        this.trunk = levels.chain();
        this.restoration = heads(1, this::restorationHead);
        this.comparison = heads(coarsestComparison(), this::comparisonHead);
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
        LayerChain chain = UNetLayers.encoder(config).chain();
        return chain.over(
                ParameterLayout.interval(vector, 0, encoderLayout(config).length()));
    }

    /** Layout of the encoder's tensors, which is a prefix of the whole network's. */
    public static ParameterLayout encoderLayout(NsUNetConfig config) {
        return ParameterLayout.of(UNetLayers.encoder(config).chains());
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

    Trunk trunk(INDArray parameters, GradientSum gradients, StepMemory memory) {
        return ablation.hasSkips()
                ? new UNetPass(levels, new PassBuilder(parameters, memory, gradients))
                : new ChainTrunk(Pass.of(trunk, 0, parameters, gradients, memory), this::trunkLayers);
    }

    Pass restorationPass(int scale, INDArray parameters, GradientSum gradients, StepMemory memory) {
        LayerChain head = restoration.get(scale - 1);
        return Pass.of(head, offset("restoration." + (scale - 1)), parameters, gradients, memory);
    }

    Pass comparisonPass(int scale, INDArray parameters, GradientSum gradients, StepMemory memory) {
        LayerChain head = comparison.get(scale - coarsestComparison());
        return Pass.of(head, offset(comparisonName(scale)), parameters, gradients, memory);
    }

    /** The coarsest scale that has a comparison head: 1, or 0 for the encoder's output. */
    int coarsestComparison() {
        return ablation.comparesEncoder() ? 0 : 1;
    }

    private static String comparisonName(int scale) {
        return "comparison." + (scale == 0 ? "encoder" : Integer.toString(scale - 1));
    }

    /** Number of parameters of the layer that has most. */
    long longestLayer() {
        return chains().mapToLong(LayerChain::longestLayer).max().orElse(0);
    }

    private Stream<LayerChain> chains() {
        return Stream.of(List.of(trunk), restoration, comparison).flatMap(List::stream);
    }

    /** How many layers of the trunk give F_scale. */
    private int trunkLayers(int scale) {
        return scale == 0
                ? trunk.countUpTo(levelOutput(config.scales()))
                : trunk.countUpTo("decoder." + (scale - 1) + ".block1.bn");
    }

    private long offset(String head) {
        return layout.select(name -> name.startsWith(head + ".")).get(0).offset();
    }

    private LayerChain restorationHead(int scale) {
        int width = config.width(config.scales() - scale);
        String name = "restoration." + (scale - 1);
        LayerChain chain = new LayerChain();
        UNetLayers.block(chain, name + ".block", width, width);
        chain.then(name + ".conv", new Convolution3d(width, config.channels()));
        Size view = config.globalView();
        if (!config.feature(scale, view).equals(view)) {
            chain.then(name + ".resize", new TrilinearResize(view.x(), view.y(), view.z()));
        }
        return chain;
    }

    private LayerChain comparisonHead(int scale) {
        int inputs = config.width(config.scales() - scale);
        int width = ablation.comparesAcrossScales() ? config.width(config.scales() - 1) : inputs;
        String name = comparisonName(scale);
        LayerChain chain = new LayerChain().then(name + ".pool", new GlobalAveragePooling3d());
        if (ablation.comparesAcrossScales()) {
            chain.then(name + ".project", new FullyConnected(inputs, width));
        }
        return chain.then(name + ".bn", new BatchNorm(width, false))
                .then(name + ".fc0", new FullyConnected(width, 2 * width))
                .then(name + ".fc0_bn", new BatchNorm(2 * width, true))
                .then(name + ".fc1", new FullyConnected(2 * width, width));
    }

    private List<LayerChain> heads(int coarsest, IntFunction<LayerChain> head) {
        return IntStream.rangeClosed(coarsest, config.scales()).mapToObj(head).toList();
    }
}
