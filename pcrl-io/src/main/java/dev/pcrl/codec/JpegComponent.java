package dev.pcrl.codec;

/**
 * A component as the frame header describes it (T.81, B.2.2, T.87, C.2.2).
 *
 * @param index its place in the frame header, which is its place in a pixel
 * @param id what scans call it
 * @param horizontal sampling factor, 1 to 4
 * @param vertical sampling factor, 1 to 4
 * @param quantisation number of its quantisation table
 */
record JpegComponent(int index, int id, int horizontal, int vertical, int quantisation) {}
