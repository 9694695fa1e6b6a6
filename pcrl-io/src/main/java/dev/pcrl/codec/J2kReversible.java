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
    void spread(int[] from, int start, int count, int[] to, int at) {
        for (int i = 0; i < count; i++) {
            to[at + 2 * i] = from[start + i];
        }
    }

    /** With the 5-3 filter (F-5, F-6). */
    @Override
    void lift(int[] v, int start, int count, int stride, int length, int odd) {
        if (count == 1) {
            for (int i = start; i < start + length * odd; i++) {
                v[i] >>= 1;
            }
            return;
        }
        step(v, start, count, stride, length, odd, -1, 2, 2);
        step(v, start, count, stride, length, 1 - odd, 1, 0, 1);
    }

    /** Adds {@code sign * floor((a + b + bias) / 2^shift)}, a and b its neighbours, to every second value. */
    private static void step(
            int[] v, int start, int count, int stride, int length, int first, int sign, int bias, int shift) {
        for (int n = first; n < count; n += 2) {
            int at = start + n * stride;
            int before = n > 0 ? at - stride : at + stride;
            int after = n < count - 1 ? at + stride : at - stride;
            for (int i = 0; i < length; i++) {
                v[at + i] += sign * ((v[before + i] + v[after + i] + bias) >> shift);
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
