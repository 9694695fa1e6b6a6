package dev.pcrl.codec;

import java.util.List;

/**
 * The way from code-blocks to samples (T.800, Annexes E to G), which is one of two.
 *
 * @param <T> array of coefficients or samples of a component, row by row
 */
abstract class J2kTransform<T> {
    /** So many zeros. */
    abstract T zeros(int size);

    /** Puts a coefficient, which is given in halves of the quantisation step. */
    abstract void put(int halves, J2kBand band, T coefficients, int at);

    /** Copies {@code count} values to every second place of another array. */
    abstract void spread(T from, int start, int count, T to, int at);

    /**
     * 1D_SR (F.3.6) on {@code length} signals side by side.
     *
     * @param count values of a signal, which are {@code stride} apart
     * @param odd whether the first value is high-pass
     */
    abstract void lift(T values, int start, int count, int stride, int length, int odd);

    /** Undoes the component transform of three components in place (Annex G). */
    abstract void unmix(T first, T second, T third);

    /** The sample nearest to a value. */
    abstract int sample(T values, int at);

    /** The values of a component. */
    final T reconstruct(J2kTileComponent component, J2kBlockDecoder blocks) {
        List<J2kTileComponent.Resolution> resolutions = component.resolutions();
        T image = coefficients(resolutions.get(0), 0, component.style(), blocks);
        for (J2kTileComponent.Resolution resolution : resolutions.subList(1, resolutions.size())) {
            image = synthesise(
                    resolution.area(),
                    image,
                    coefficients(resolution, 0, component.style(), blocks),
                    coefficients(resolution, 1, component.style(), blocks),
                    coefficients(resolution, 2, component.style(), blocks));
        }
        return image;
    }

    /** The two-dimensional synthesis of one resolution from the one below and its sub-bands (F.3.2). */
    private T synthesise(J2kArea area, T ll, T hl, T lh, T hh) {
        int width = area.width();
        int height = area.height();
        T image = zeros(area.size());
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
    private void interleave(T low, T high, int row, T image, int start, int width, int odd) {
        int lows = (width + 1 - odd) / 2;
        int highs = width - lows;
        spread(low, row * lows, lows, image, start + odd);
        spread(high, row * highs, highs, image, start + 1 - odd);
    }

    /** The coefficients of one of a resolution's sub-bands. */
    private T coefficients(J2kTileComponent.Resolution resolution, int index, J2kStyle style, J2kBlockDecoder decoder) {
        J2kBand band = resolution.bands().get(index);
        T coefficients = zeros(band.area().size());
        for (J2kPrecinct precinct : resolution.precincts()) {
            for (J2kCodeBlock block : precinct.parts().get(index).blocks()) {
                if (block.isIncluded()) {
                    put(decoder.decode(block, band, style), block.area(), band, coefficients);
                }
            }
        }
        return coefficients;
    }

    private void put(int[] halves, J2kArea block, J2kBand band, T coefficients) {
        int from = 0;
        for (int y = block.y0(); y < block.y1(); y++) {
            int to = (y - band.area().y0()) * band.area().width()
                    + block.x0()
                    - band.area().x0();
            for (int x = 0; x < block.width(); x++) {
                put(halves[from++], band, coefficients, to++);
            }
        }
    }
}
