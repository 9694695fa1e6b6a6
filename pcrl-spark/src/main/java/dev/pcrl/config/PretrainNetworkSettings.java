package dev.pcrl.config;

import dev.pcrl.network.NsUNetConfig;
import dev.pcrl.view.Size;

/**
 * The network of pre-training: its shape, and what an ablation changes of it. What is fine-tuned has the encoder's
 * shape alone.
 *
 * @param baseWidth as in {@link NetworkSettings}; {@code base-width}
 * @param scales as there; {@code scales}
 * @param widthCap as there; {@code width-cap}
 * @param channels as there; {@code channels}
 * @param skipConnections whether each level of the decoder also gets the encoder's level of its resolution, which
 *     PCRLv2 leaves out (the paper's Table 1); {@code skip-connections}, false by default
 */
public record PretrainNetworkSettings(int baseWidth, int scales, int widthCap, int channels, boolean skipConnections) {
    public PretrainNetworkSettings {
        new NetworkSettings(baseWidth, scales, widthCap, channels); // knows its rules
    }

    /** The paper's network. */
    public static PretrainNetworkSettings paper() {
        NetworkSettings shape = NetworkSettings.paper();
        return new PretrainNetworkSettings(
                shape.baseWidth(), shape.scales(), shape.widthCap(), shape.channels(), false);
    }

    /** The same with skip connections. */
    PretrainNetworkSettings withSkipConnections() {
        return new PretrainNetworkSettings(baseWidth, scales, widthCap, channels, true);
    }

    /** What fine-tuning has to know of it. */
    public NetworkSettings shape() {
        return new NetworkSettings(baseWidth, scales, widthCap, channels);
    }

    /** The network's shape for such global views. */
    NsUNetConfig nsUNet(Size globalView) {
        return shape().nsUNet(globalView);
    }
}
