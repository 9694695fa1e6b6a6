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

    /** The two-dimensional synthesis of one resolution from the one below and its sub-bands (F.3.2). */
    abstract T synthesise(J2kArea area, T ll, T hl, T lh, T hh);

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
