package dev.pcrl.codec;

import java.util.Arrays;
import java.util.List;

/** A scan of sequential DCT (T.81, Annex F): blocks of 8 x 8 coefficients, component by component of an MCU (A.2). */
final class JpegDctScan {
    /** A component with the tables that its scan names. */
    record Channel(
            JpegComponent component,
            JpegHuffmanTable dcTable,
            JpegHuffmanTable acTable,
            JpegQuantisation quantisation) {}

    private final FrameShape shape;
    private final List<Channel> channels;
    private final int mostHorizontal;
    private final int mostVertical;
    private final JpegBits bits;
    private final int[] samples;
    private final JpegInverseDct inverse;
    private final int[] block = new int[64];

    /** Quantised DC coefficient of each channel's last block (F.2.1.3.1). */
    private final int[] lastDc;

    JpegDctScan(FrameShape shape, JpegFrameHeader header, List<Channel> channels, JpegBits bits, int[] samples) {
        this.shape = shape;
        this.channels = channels;
        this.mostHorizontal = header.mostHorizontal();
        this.mostVertical = header.mostVertical();
        this.bits = bits;
        this.samples = samples;
        this.inverse = new JpegInverseDct(header.precision());
        this.lastDc = new int[channels.size()];
        if (header.precision() != 8 && header.precision() != 12) {
            throw bits.damaged("DCT of samples of " + header.precision() + " bits");
        }
        for (Channel channel : channels) {
            JpegComponent component = channel.component();
            if (mostHorizontal % component.horizontal() != 0 || mostVertical % component.vertical() != 0) {
                throw new UnsupportedFrameException("JPEG with components subsampled by a fraction");
            }
        }
    }

    void decode(int restartInterval) {
        boolean interleaved = channels.size() > 1;
        JpegComponent only = channels.get(0).component();
        int width = 8 * (interleaved ? mostHorizontal : mostHorizontal / only.horizontal()); // of an MCU, in pixels
        int height = 8 * (interleaved ? mostVertical : mostVertical / only.vertical());
        int across = (shape.columns() + width - 1) / width;
        int down = (shape.rows() + height - 1) / height;
        for (int mcu = 0; mcu < across * down; mcu++) {
            if (restartInterval > 0 && mcu > 0 && mcu % restartInterval == 0) {
                bits.restart(mcu / restartInterval - 1);
                Arrays.fill(lastDc, 0);
            }
            decodeMcu(mcu % across * width, mcu / across * height, interleaved);
            bits.requireCoded();
        }
        bits.requireEnd();
    }

    /** Decodes the MCU with its first pixel at (x, y). */
    private void decodeMcu(int x, int y, boolean interleaved) {
        for (int i = 0; i < channels.size(); i++) {
            JpegComponent component = channels.get(i).component();
            int wide = mostHorizontal / component.horizontal(); // pixels of a sample
            int high = mostVertical / component.vertical();
            int blocks = interleaved ? component.horizontal() * component.vertical() : 1;
            for (int b = 0; b < blocks; b++) {
                decodeBlock(i);
                int left = x + b % component.horizontal() * 8 * wide;
                int top = y + b / component.horizontal() * 8 * high;
                if (left < shape.columns() && top < shape.rows()) {
                    inverse.transform(block);
                    store(component.index(), left, top, wide, high);
                }
            }
        }
    }

    /** Decodes and dequantises a block (F.2.2). */
    private void decodeBlock(int index) {
        Channel channel = channels.get(index);
        JpegQuantisation quantisation = channel.quantisation();
        Arrays.fill(block, 0);
        bits.fill();
        int size = bits.symbol(channel.dcTable());
        if (size > 15) {
            throw bits.damaged("a DC difference of " + size + " bits");
        }
        lastDc[index] += bits.signed(size);
        block[0] = lastDc[index] * quantisation.step(0);
        for (int k = 1; k < 64; k++) {
            if (bits.held < 32) {
                bits.fill();
            }
            int symbol = bits.symbol(channel.acTable());
            if (symbol == 0) { // the end of the block
                return;
            }
            k += symbol >> 4;
            size = symbol & 15;
            if (k > 63 || (size == 0 && symbol != 0xF0)) { // which is a run of 16 zeros
                throw bits.damaged("a block of more than 64 coefficients");
            }
            if (size > 0) {
                block[JpegQuantisation.natural(k)] = bits.signed(size) * quantisation.step(k);
            }
        }
    }

    /** Writes a block's samples that are within the image, each to {@code wide * high} pixels. */
    private void store(int component, int left, int top, int wide, int high) {
        int step = shape.samplesPerPixel();
        int right = Math.min(left + 8 * wide, shape.columns());
        int bottom = Math.min(top + 8 * high, shape.rows());
        for (int y = top; y < bottom; y++) {
            int from = (y - top) / high * 8;
            int to = (y * shape.columns() + left) * step + component;
            for (int x = left; x < right; x++, to += step) {
                samples[to] = block[from + (x - left) / wide];
            }
        }
    }
}
