package dev.pcrl.config;

import dev.pcrl.network.NsUNetConfig;
import dev.pcrl.view.Size;

/**
 * Shape of the network, but for the size of its input, which {@code views.global-size} gives.
 *
 * @param baseWidth channels of the first convolution; {@code base-width}, 32 by default
 * @param scales scales of the pyramid, each of which halves the resolution once; {@code scales}, 5 by default
 * @param widthCap largest number of channels of a level; {@code width-cap}, 512 by default
 * @param channels image channels, 1 for CT; {@code channels}, 1 by default
 */
public record NetworkSettings(int baseWidth, int scales, int widthCap, int channels) {
    public NetworkSettings {
        // The network knows the rules of its own shape; none of them asks for the size of the views.
        new NsUNetConfig(baseWidth, scales, widthCap, channels, Size.cube(1));
    }

    /** The paper's network. */
    public static NetworkSettings paper() {
        return new NetworkSettings(32, 5, 512, 1);
    }

    /** The network's shape for such global views. */
    NsUNetConfig nsUNet(Size globalView) {
        return new NsUNetConfig(baseWidth, scales, widthCap, channels, globalView);
    }
}
