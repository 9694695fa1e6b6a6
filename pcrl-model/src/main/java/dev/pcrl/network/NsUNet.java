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
    private final NsUNetConfig config;
    private final LayerChain trunk;
    private final List<LayerChain> restoration;
    private final List<LayerChain> comparison;
    private final ParameterLayout layout;

    public NsUNet(NsUNetConfig config) {
        this.config = config;
        this.trunk = trunk(config);
        this.restoration = heads(config, NsUNet::restorationHead);
        this.comparison = heads(config, NsUNet::comparisonHead);
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
        return pass(head, offset("restoration.", scale), parameters, gradients, memory);
    }

    Pass comparisonPass(int scale, INDArray parameters, GradientSum gradients, StepMemory memory) {
        LayerChain head = comparison.get(scale - 1);
        return pass(head, offset("comparison.", scale), parameters, gradients, memory);
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
        return trunk.countUpTo("decoder." + (scale - 1) + ".block1.bn");
    }

    /** Whether a tensor takes part in a step at a scale. */
    public static boolean takesPart(String name, int scale) {
        String[] parts = name.split("\\.", 3);
        int index = Integer.parseInt(parts[1]);
        return switch (parts[0]) {
            case "encoder" -> true;
            case "decoder" -> index < scale;
            default -> index == scale - 1;
        };
    }

    private long offset(String family, int scale) {
        String prefix = family + (scale - 1) + ".";
        return layout.select(name -> name.startsWith(prefix)).get(0).offset();
    }

    private static Pass pass(
            LayerChain chain, long offset, INDArray parameters, GradientSum gradients, StepMemory memory) {
        List<Parameter> tensors = chain.parameters(offset);
        long end = tensors.get(tensors.size() - 1).end();
        return new Pass(chain.over(ParameterLayout.interval(parameters, offset, end)), memory, gradients, offset);
    }

    private static LayerChain encoderChain(NsUNetConfig config) {
        LayerChain chain = new LayerChain();
        int inputs = config.channels();
        for (int level = 0; level <= config.scales(); level++) {
            String name = "encoder." + level;
            if (level > 0) {
                chain.then(name + ".pool", new MaxPooling3d());
            }
            int middle = level == 0 ? config.width(0) / 2 : config.width(level - 1);
            Convolution3d convolution =
                    level == 0 ? Convolution3d.ofImage(inputs, middle) : new Convolution3d(inputs, middle);
            block(chain, name + ".block0", convolution, middle);
            block(chain, name + ".block1", middle, config.width(level));
            inputs = config.width(level);
        }
        return chain;
    }

    private static LayerChain trunk(NsUNetConfig config) {
        LayerChain chain = encoderChain(config);
        for (int i = 0; i < config.scales(); i++) {
            int inputs = config.width(config.scales() - i);
            int outputs = config.width(config.scales() - i - 1);
            String name = "decoder." + i;
            chain.then(name + ".up", new TransposedConvolution3d(inputs, inputs));
            block(chain, name + ".block0", inputs, outputs);
            block(chain, name + ".block1", outputs, outputs);
        }
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
        String name = "comparison." + (scale - 1);
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

    private static List<LayerChain> heads(NsUNetConfig config, Head head) {
        List<LayerChain> chains = new ArrayList<>();
        for (int scale = 1; scale <= config.scales(); scale++) {
            chains.add(head.at(config, scale));
        }
        return chains;
    }
}
