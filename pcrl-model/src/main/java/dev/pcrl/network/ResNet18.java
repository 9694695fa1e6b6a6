package dev.pcrl.network;

import dev.pcrl.layer.BatchNorm;
import dev.pcrl.layer.Convolution2d;
import dev.pcrl.layer.MaxPooling3d;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The encoder of PCRLv2 for 2D images: ResNet-18 (He et al., CVPR 2016, Table 1) without its last layer, with
 * torchvision's names and shapes ({@code layer2.0.downsample.0.weight}).
 *
 * <p>Images are volumes of depth 1, [N, 1, H, W, 3] to [N, 1, ceil(H / 32), ceil(W / 32), 8 base].
 */
public final class ResNet18 {
    private static final int STAGES = 4;
    private static final int BLOCKS = 2; // of a stage

    private ResNet18() {}

    /** Layout of the encoder's tensors, in the order of torchvision's state_dict. */
    public static ParameterLayout layout(ResNetConfig config) {
        return ParameterLayout.of(sections(config).stream()
                .flatMap(section -> section.chains().stream())
                .toList());
    }

    static List<Section> sections(ResNetConfig config) {
        int base = config.baseWidth();
        List<Section> sections = new ArrayList<>();
        sections.add(new LayerChain()
                .then("conv1", new Convolution2d(ResNetConfig.COLOURS, base, 7, 2))
                .then("bn1", new BatchNorm(base, true))
                .then("maxpool", MaxPooling3d.ofPlanes()));
        int inputs = base;
        for (int stage = 0; stage < STAGES; stage++) {
            int outputs = base << stage;
            for (int block = 0; block < BLOCKS; block++) {
                String name = "layer" + (stage + 1) + "." + block + ".";
                sections.add(block(name, inputs, outputs));
                inputs = outputs;
            }
        }
        return sections;
    }

    /** Where a block widens, it halves the resolution. */
    private static ResidualBlock block(String name, int inputs, int outputs) {
        boolean isWider = outputs > inputs;
        int stride = isWider ? 2 : 1;
        LayerChain residual = new LayerChain()
                .then(name + "conv1", new Convolution2d(inputs, outputs, 3, stride))
                .then(name + "bn1", new BatchNorm(outputs, true))
                .then(name + "conv2", new Convolution2d(outputs, outputs, 3, 1))
                .then(name + "bn2", new BatchNorm(outputs, false));
        Optional<LayerChain> projection = isWider
                ? Optional.of(new LayerChain()
                        .then(name + "downsample.0", new Convolution2d(inputs, outputs, 1, stride))
                        .then(name + "downsample.1", new BatchNorm(outputs, false)))
                : Optional.empty();
        return new ResidualBlock(residual, projection);
    }
}
