package dev.pcrl.phantom;

import dev.pcrl.random.RandomStream;
import dev.pcrl.volume.Geometry;

/**
 * A drift over the whole image, as of a scanner out of calibration: {@code HU' = (HU + 1000) (1 + m f) - 1000 + a g}
 * with two smooth fields f and g in -1..1. Thresholds that hold in one corner do not hold in another.
 */
final class BiasField implements Artefact {
    private static final double WAVELENGTH = 130; // millimetres: about two swings over a trunk
    private static final double AIR = -1000;

    private final double gain; // m: of the attenuation, so that air stays air
    private final double offset; // a: Hounsfield units
    private final LatticeNoise gains;
    private final LatticeNoise offsets;

    /**
     * @param random where the fields come from
     * @param gain greatest share by which the attenuation is off
     * @param offset greatest error in Hounsfield units on top of it
     */
    BiasField(RandomStream random, double gain, double offset) {
        this.gain = gain;
        this.offset = offset;
        this.gains = new LatticeNoise(random.child("gains").generator(), WAVELENGTH);
        this.offsets = new LatticeNoise(random.child("offsets").generator(), WAVELENGTH);
    }

    @Override
    public void addTo(float[] values, Geometry geometry) {
        double dx = geometry.affine().spacing(0);
        double dy = geometry.affine().spacing(1);
        double dz = geometry.affine().spacing(2);
        int index = 0;
        for (int k = 0; k < geometry.nz(); k++) {
            for (int j = 0; j < geometry.ny(); j++) {
                for (int i = 0; i < geometry.nx(); i++) {
                    double factor = 1 + gain * gains.at(i * dx, j * dy, k * dz);
                    double error = offset * offsets.at(i * dx, j * dy, k * dz);
                    values[index] = (float) ((values[index] - AIR) * factor + AIR + error);
                    index++;
                }
            }
        }
    }
}
