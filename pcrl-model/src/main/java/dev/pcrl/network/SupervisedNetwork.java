package dev.pcrl.network;

import dev.pcrl.layer.FullyConnected;
import dev.pcrl.layer.GlobalAveragePooling3d;
import dev.pcrl.layer.PointwiseConvolution3d;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * An encoder of PCRLv2 with a head for a task: pooled features and a fully connected layer for classes of an image, or
 * a decoder and a 1x1x1 convolution for classes of its voxels (method.md, fine-tuning).
 *
 * <p>The parameter vector holds, in this order: encoder, decoder levels 1..S, head. Tensors of encoder and decoder have
 * the names that they have in {@link NsUNet} or {@link ResNet18}; those of the encoder, the same places, too.
 */
public final class SupervisedNetwork {
    private static final String HEAD = "head.";

    private final EncoderShape shape;
    private final Kind kind;
    private final int classes;
    private final UNetLayers trunk;
    private final LayerChain head;
    private final ParameterLayout layout;

    /** What the network tells. */
    public enum Kind {
        /** Classes of the image: GAP and FC on the encoder's output. */
        CLASSIFIER,
        /** Classes of each voxel, decoded from the encoder's output alone. */
        SEGMENTER,
        /** Classes of each voxel; decoder levels also get the encoder's level of their resolution, as in U-Net. */
        SEGMENTER_WITH_SKIPS
    }

    /**
     * A network.
     *
     * @param shape of the encoder; the size of its views is of no meaning
     * @param classes how many numbers it gives
     * @throws IllegalArgumentException if an encoder without a decoder is to segment
     */
    public SupervisedNetwork(EncoderShape shape, Kind kind, int classes) {
        this.shape = Objects.requireNonNull(shape, "shape");
        this.kind = Objects.requireNonNull(kind, "kind");
        this.classes = classes;
        if (classes < 1) {
            throw new IllegalArgumentException("classes must be at least 1");
        }
        if (kind == Kind.CLASSIFIER) {
            this.trunk = UNetLayers.encoder(shape);
            this.head = new LayerChain()
                    .then(HEAD + "pool", new GlobalAveragePooling3d())
                    .then(HEAD + "fc", new FullyConnected(shape.features(), classes));
        } else if (shape instanceof NsUNetConfig config) {
            this.trunk = UNetLayers.of(config, kind == Kind.SEGMENTER_WITH_SKIPS);
            this.head = new LayerChain().then(HEAD + "conv", new PointwiseConvolution3d(config.width(0), classes));
        } else {
            throw new IllegalArgumentException(shape.kind() + " has no decoder to segment with");
        }
        this.layout = ParameterLayout.of(chains());
    }

    private List<LayerChain> chains() {
        List<LayerChain> chains = new ArrayList<>(trunk.chains());
        chains.add(head);
        return chains;
    }

    /** Shape of the encoder. */
    public EncoderShape shape() {
        return shape;
    }

    /** What it tells. */
    public Kind kind() {
        return kind;
    }

    /** How many numbers it gives, of an image or of each voxel. */
    public int classes() {
        return classes;
    }

    /** Where each tensor lies in the parameter vector. */
    public ParameterLayout layout() {
        return layout;
    }

    /** Number of parameters of the layer that has most. */
    long longestLayer() {
        return chains().stream().mapToLong(LayerChain::longestLayer).max().orElseThrow();
    }

    UNetLayers trunk() {
        return trunk;
    }

    LayerChain headChain() {
        return head;
    }

    /** Whether a tensor belongs to the encoder. */
    public static boolean isEncoder(String name) {
        return !isHead(name) && !name.startsWith("decoder.");
    }

    /** Whether a tensor belongs to the head, which no pre-training knows. */
    public static boolean isHead(String name) {
        return name.startsWith(HEAD);
    }

    /** Length of the encoder's part of the vector, which leads it. */
    public long encoderLength() {
        return layout.parameters().stream()
                .filter(parameter -> isEncoder(parameter.name()))
                .mapToLong(Parameter::end)
                .max()
                .orElseThrow();
    }
}
