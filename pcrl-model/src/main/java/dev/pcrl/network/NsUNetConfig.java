package dev.pcrl.network;

import dev.pcrl.view.Size;
import dev.pcrl.view.View;
import dev.pcrl.view.ZNormalise;

/**
 * Shape of an nsUNet-3D. Level l of the encoder ends with {@code width(l) = min(base * 2^(l+1), cap)} channels; decoder
 * level i ends with {@code width(scales - i)}.
 *
 * @param baseWidth base, 32 in the paper
 * @param scales S, number of pyramid scales (5 in the paper; 3 and 1 are its ablations): the encoder halves S times
 * @param widthCap cap, at least 2; 512 in the paper
 * @param channels image channels
 * @param globalView size of a global view, to which restorations are resized
 */
public record NsUNetConfig(int baseWidth, int scales, int widthCap, int channels, Size globalView)
        implements EncoderShape {
    public NsUNetConfig {
        if (baseWidth < 1) {
            throw new IllegalArgumentException("base-width must be at least 1");
        }
        if (scales < 1 || scales > 8) {
            throw new IllegalArgumentException("scales must be in 1..8");
        }
        if (widthCap < 2) { // the first convolution has half of it
            throw new IllegalArgumentException("width-cap must be at least 2");
        }
        if (channels < 1) {
            throw new IllegalArgumentException("channels must be at least 1");
        }
    }

    /** Channels at the end of encoder level l, 0 = finest. */
    public int width(int level) {
        return (int) Math.min((long) baseWidth << (level + 1), widthCap);
    }

    @Override
    public EncoderKind kind() {
        return EncoderKind.NSUNET_3D;
    }

    @Override
    public int features() {
        return width(scales);
    }

    @Override
    public int stride(int level) {
        return 1 << level;
    }

    /** A cell lies in the middle of those that were pooled into it. */
    @Override
    public double firstCell(int level) {
        return (stride(level) - 1) / 2.0;
    }

    @Override
    public NsUNetConfig taking(Size view, int imageChannels) {
        return new NsUNetConfig(baseWidth, scales, widthCap, imageChannels, view);
    }

    @Override
    public View normalise(View view) {
        return ZNormalise.normalise(view);
    }

    /** Extent of level l along an axis: each pooling halves and rounds up. */
    static int extent(int size, int level) {
        int extent = size;
        for (int i = 0; i < level; i++) {
            extent = (extent + 1) / 2;
        }
        return extent;
    }

    /** Size of F_i of a view, i in 0..scales: pooling rounds up, the decoder doubles. */
    Size feature(int scale, Size view) {
        int coarse = scales;
        return new Size(
                extent(view.x(), coarse) << scale,
                extent(view.y(), coarse) << scale,
                extent(view.z(), coarse) << scale);
    }
}
