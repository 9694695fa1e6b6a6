package dev.pcrl.codec;

/** The irreversible way: quantised coefficients, the 9-7 filter, the irreversible component transform. */
final class J2kIrreversible extends J2kTransform<float[]> {
    // Table F.4, rounded to float.
    private static final float ALPHA = -1.5861343f;
    private static final float BETA = -0.052980117f;
    private static final float GAMMA = 0.8829111f;
    private static final float DELTA = 0.44350687f;
    private static final float K = 1.2301741f;

    @Override
    float[] zeros(int size) {
        return new float[size];
    }

    @Override
    void put(int halves, J2kBand band, float[] coefficients, int at) {
        coefficients[at] = halves * 0.5f * band.step();
    }

    @Override
    void spread(float[] from, int start, int count, float[] to, int at) {
        for (int i = 0; i < count; i++) {
            to[at + 2 * i] = from[start + i];
        }
    }

    /** With the 9-7 filter (F-7). */
    @Override
    void lift(float[] v, int start, int count, int stride, int length, int odd) {
        if (count == 1) {
            scale(v, start, length * odd, 0.5f);
            return;
        }
        for (int n = 0; n < count; n++) {
            scale(v, start + n * stride, length, (n + odd) % 2 == 0 ? K : 1 / K);
        }
        step(v, start, count, stride, length, odd, DELTA);
        step(v, start, count, stride, length, 1 - odd, GAMMA);
        step(v, start, count, stride, length, odd, BETA);
        step(v, start, count, stride, length, 1 - odd, ALPHA);
    }

    private static void scale(float[] v, int start, int length, float factor) {
        for (int i = start; i < start + length; i++) {
            v[i] *= factor;
        }
    }

    private static void step(float[] v, int start, int count, int stride, int length, int first, float factor) {
        for (int n = first; n < count; n += 2) {
            int at = start + n * stride;
            int before = n > 0 ? at - stride : at + stride;
            int after = n < count - 1 ? at + stride : at - stride;
            for (int i = 0; i < length; i++) {
                v[at + i] -= factor * (v[before + i] + v[after + i]);
            }
        }
    }

    @Override
    void unmix(float[] first, float[] second, float[] third) {
        for (int i = 0; i < first.length; i++) {
            float luma = first[i];
            float blue = second[i];
            float red = third[i];
            first[i] = luma + 1.402f * red;
            second[i] = luma - 0.344136f * blue - 0.714136f * red;
            third[i] = luma + 1.772f * blue;
        }
    }

    @Override
    int sample(float[] values, int at) {
        return (int) Math.rint(values[at]);
    }
}
