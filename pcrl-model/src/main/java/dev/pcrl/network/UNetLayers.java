package dev.pcrl.network;

import dev.pcrl.layer.BatchNorm;
import dev.pcrl.layer.Convolution3d;
import dev.pcrl.layer.MaxPooling3d;
import dev.pcrl.layer.TransposedConvolution3d;
import java.util.ArrayList;
import java.util.List;

/**
 * The layers of an encoder and, if it is nsUNet's, of the decoder behind it, levels 1..S (Section 3.1): {@code F_i =
 * CBR(CBR(Up(F_{i-1})))}; or, with U-Net's skip connections, {@code F_i = CBR(CBR([Up(F_{i-1}), E_{S-i}]))}, where E_l
 * is the encoder's level l.
 *
 * @param encoder levels 0..S of nsUNet, or stem and blocks of ResNet; the finest first
 * @param ups what doubles the resolution before each level of the decoder, the coarsest first
 * @param blocks the convolutions of each level of the decoder
 * @param hasSkips whether those also get the encoder's levels
 */
record UNetLayers(List<Section> encoder, List<LayerChain> ups, List<LayerChain> blocks, boolean hasSkips) {
    UNetLayers {
        encoder = List.copyOf(encoder);
        ups = List.copyOf(ups);
        blocks = List.copyOf(blocks);
    }

    /** Encoder and decoder. */
    static UNetLayers of(NsUNetConfig config, boolean hasSkips) {
        List<LayerChain> ups = new ArrayList<>();
        List<LayerChain> blocks = new ArrayList<>();
        for (int i = 0; i < config.scales(); i++) {
            ups.add(up(config, i));
            blocks.add(decoderBlocks(config, i, hasSkips ? config.width(config.scales() - i - 1) : 0));
        }
        return new UNetLayers(levels(config), ups, blocks, hasSkips);
    }

    /** The encoder alone. */
    static UNetLayers encoder(EncoderShape shape) {
        List<Section> sections =
                shape instanceof ResNetConfig resNet ? ResNet18.sections(resNet) : levels((NsUNetConfig) shape);
        return new UNetLayers(sections, List.of(), List.of(), false);
    }

    private static List<Section> levels(NsUNetConfig config) {
        List<Section> levels = new ArrayList<>();
        for (int level = 0; level <= config.scales(); level++) {
            levels.add(encoderLevel(config, level));
        }
        return levels;
    }

    /** All of them, in the order of the parameter vector. */
    List<LayerChain> chains() {
        List<LayerChain> chains = new ArrayList<>();
        encoder.forEach(section -> chains.addAll(section.chains()));
        for (int i = 0; i < ups.size(); i++) {
            chains.add(ups.get(i));
            chains.add(blocks.get(i));
        }
        return chains;
    }

    /** All of them, one behind the other. */
    LayerChain chain() {
        LayerChain chain = new LayerChain();
        chains().forEach(chain::then);
        return chain;
    }

    private static LayerChain encoderLevel(NsUNetConfig config, int level) {
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

    private static LayerChain up(NsUNetConfig config, int i) {
        int width = config.width(config.scales() - i);
        return new LayerChain().then("decoder." + i + ".up", new TransposedConvolution3d(width, width));
    }

    private static LayerChain decoderBlocks(NsUNetConfig config, int i, int skipped) {
        int outputs = config.width(config.scales() - i - 1);
        String name = "decoder." + i;
        LayerChain chain = new LayerChain();
        block(chain, name + ".block0", config.width(config.scales() - i) + skipped, outputs);
        block(chain, name + ".block1", outputs, outputs);
        return chain;
    }

    /** Appends convolution, batch norm and ReLU. */
    static void block(LayerChain chain, String name, int inputs, int outputs) {
        block(chain, name, new Convolution3d(inputs, outputs), outputs);
    }

    private static void block(LayerChain chain, String name, Convolution3d convolution, int outputs) {
        chain.then(name + ".conv", convolution).then(name + ".bn", new BatchNorm(outputs, true));
    }
}
