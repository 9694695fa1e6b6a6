package dev.pcrl.config;

import static java.util.Objects.requireNonNull;

import dev.pcrl.network.EncoderKind;
import dev.pcrl.network.EncoderShape;
import dev.pcrl.network.ResNetConfig;
import dev.pcrl.view.Rule;
import dev.pcrl.view.Size;

/**
 * The network to be fine-tuned, but for the size of its input, which {@code task.window} gives. The shape of a
 * ResNet-18 is known: of the numbers, only {@code channels} is of meaning to it.
 *
 * @param kind which; {@code kind}, {@code nsunet-3d} by default
 * @param baseWidth as in {@link NetworkSettings}; likewise all that follow
 */
public record EncoderSettings(EncoderKind kind, int baseWidth, int scales, int widthCap, int channels) {
    public EncoderSettings {
        requireNonNull(kind, "kind");
        new NetworkSettings(baseWidth, scales, widthCap, channels); // knows its rules
        Rule.check(
                kind != EncoderKind.RESNET_18 || channels == 1,
                "channels",
                "be 1 for " + EncoderKind.RESNET_18,
                channels);
    }

    /** The paper's 3D network. */
    public static EncoderSettings paper() {
        NetworkSettings shape = NetworkSettings.paper();
        return new EncoderSettings(
                EncoderKind.NSUNET_3D, shape.baseWidth(), shape.scales(), shape.widthCap(), shape.channels());
    }

    /**
     * The shape for such windows.
     *
     * @throws IllegalArgumentException if the network cannot take them
     */
    EncoderShape shape(Size window) {
        return switch (kind) {
            case NSUNET_3D -> new NetworkSettings(baseWidth, scales, widthCap, channels).nsUNet(window);
            case RESNET_18 -> new ResNetConfig(ResNetConfig.WIDTH, window);
        };
    }
}
