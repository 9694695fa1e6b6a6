package dev.pcrl.codec;

/**
 * A sub-band of a tile-component (T.800, B.5).
 *
 * @param area its samples
 * @param orientation high-pass horizontally (bit 0) and vertically (bit 1): 0 is LL, 1 HL, 2 LH, 3 HH
 * @param planes magnitude bits that its coefficients have at most, Mb (E-2)
 * @param step its quantisation step (E-3)
 */
record J2kBand(J2kArea area, int orientation, int planes, float step) {}
