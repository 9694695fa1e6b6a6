package dev.pcrl.codec;

/** The reversible way: unquantised coefficients, the 5-3 filter, the reversible component transform. */
final class J2kReversible extends J2kTransform<int[]> {
    @Override
    int[] zeros(int size) {
        return new int[size];
    }

    @Override
    void put(int halves, J2kBand band, int[] coefficients, int at) {
        coefficients[at] = halves / 2;
    }

    @Override
    int[] synthesise(J2kArea area, int[] ll, int[] hl, int[] lh, int[] hh) {
        int width = area.width();
        int height = area.height();
        int[] image = new int[area.size()];
        int oddX = area.x0() & 1;
        int oddY = area.y0() & 1;
        for (int y = 0; y < height; y++) {
            boolean low = (y + oddY) % 2 == 0;
            interleave(low ? ll : lh, low ? hl : hh, y / 2, image, y * width, width, oddX);
            lift(image, y * width, width, 1, 1, oddX);
        }
        lift(image, 0, height, width, width, oddY);
        return image;
    }

    /** 1D_INTERLEAVE (F.3.3) of one row of two bands. */
    private static void interleave(int[] low, int[] high, int row, int[] image, int start, int width, int odd) {
        int lows = (width + 1 - odd) / 2;
        int highs = width - lows;
        for (int i = 0; i < lows; i++) {
            image[start + odd + 2 * i] = low[row * lows + i];
        }
        for (int i = 0; i < highs; i++) {
            image[start + 1 - odd + 2 * i] = high[row * highs + i];
        }
    }

    /**
     * 1D_SR (F.3.6) with the 5-3 filter (F-5, F-6) on {@code length} signals side by side.
     *
     * @param count values of a signal, which are {@code stride} apart
     * @param odd whether the first value is high-pass
     */
    private static void lift(int[] v, int start, int count, int stride, int length, int odd) {
        if (count == 1) {
            for (int i = start; i < start + length * odd; i++) {
                v[i] >>= 1;
            }
            return;
        }
        for (int n = odd; n < count; n += 2) {
            int at = start + n * stride;
            int before = n > 0 ? at - stride : at + stride;
            int after = n < count - 1 ? at + stride : at - stride;
            for (int i = 0; i < length; i++) {
                v[at + i] -= (v[before + i] + v[after + i] + 2) >> 2;
            }
        }
        for (int n = 1 - odd; n < count; n += 2) {
            int at = start + n * stride;
            int before = n > 0 ? at - stride : at + stride;
            int after = n < count - 1 ? at + stride : at - stride;
            for (int i = 0; i < length; i++) {
                v[at + i] += (v[before + i] + v[after + i]) >> 1;
            }
        }
    }

    @Override
    void unmix(int[] first, int[] second, int[] third) {
        for (int i = 0; i < first.length; i++) {
            int green = first[i] - ((second[i] + third[i]) >> 2);
            first[i] = third[i] + green;
            third[i] = second[i] + green;
            second[i] = green;
        }
    }

    @Override
    int sample(int[] values, int at) {
        return values[at];
    }
}
