package dev.pcrl.dicom;

import java.nio.ByteOrder;

/**
 * How the elements of a data set are written (PS3.5, section 7.1).
 *
 * @param explicit whether each names its value representation
 * @param order in which order the bytes of numbers stand
 */
record Encoding(boolean explicit, ByteOrder order) {
    static final Encoding IMPLICIT_LITTLE = new Encoding(false, ByteOrder.LITTLE_ENDIAN);
    static final Encoding EXPLICIT_LITTLE = new Encoding(true, ByteOrder.LITTLE_ENDIAN);
    static final Encoding EXPLICIT_BIG = new Encoding(true, ByteOrder.BIG_ENDIAN);
}
