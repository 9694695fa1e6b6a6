package dev.pcrl.network;

import dev.pcrl.view.ImageNetNormalise;
import dev.pcrl.view.Rule;
import dev.pcrl.view.Size;
import dev.pcrl.view.View;

/**
 * Shape of a ResNet-18 (He et al., "Deep Residual Learning for Image Recognition", CVPR 2016): stages of width 1, 2, 4
 * and 8 times the base, at 1/4 to 1/32 of the resolution. It takes grey images; their value stands for red, green and
 * blue, which torchvision's weights want.
 *
 * @param baseWidth channels of the first convolution and the first stage, {@value #WIDTH} in torchvision
 * @param globalView size of what it sees at a time, 1 along z
 */
public record ResNetConfig(int baseWidth, Size globalView) implements EncoderShape {
    /** Torchvision's base width. */
    public static final int WIDTH = 64;

    static final int COLOURS = 3;

    private static final int WIDEST = 1 << 12; // what a file may claim

    public ResNetConfig {
        Rule.check(baseWidth >= 1 && baseWidth <= WIDEST, "base-width", "be in 1.." + WIDEST, baseWidth);
        Rule.check(globalView.z() == 1, "window", "be 1 along z for " + EncoderKind.RESNET_18, globalView);
    }

    @Override
    public EncoderKind kind() {
        return EncoderKind.RESNET_18;
    }

    @Override
    public int channels() {
        return 1;
    }

    @Override
    public int features() {
        return 8 * baseWidth;
    }

    /** Stem and first stage have 4, each later stage of two blocks twice as much. */
    @Override
    public int stride(int level) {
        return 4 << (Math.max(0, level - 1) / 2);
    }

    /** A cell's kernels, of odd extents, have the middle where the cell is. */
    @Override
    public double firstCell(int level) {
        return 0;
    }

    @Override
    public ResNetConfig taking(Size view, int channels) {
        Rule.check(channels == 1, "channels", "be 1 for " + kind(), channels);
        return new ResNetConfig(baseWidth, view);
    }

    @Override
    public View normalise(View view) {
        return ImageNetNormalise.normalise(view);
    }
}
