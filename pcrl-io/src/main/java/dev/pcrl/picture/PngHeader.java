package dev.pcrl.picture;

/**
 * What chunk IHDR says (PNG third edition, section 11.2.1).
 *
 * @param width pixels in a row
 * @param height rows
 * @param bits of a sample
 * @param colour what a pixel is
 */
record PngHeader(int width, int height, int bits, PngColour colour) {
    static final int BYTES = 13;

    /** From the chunk's data, which begin at a position and are there. */
    static PngHeader of(PictureBytes file, int position) {
        PictureSize.check(file.intAt(position), file.intAt(position + 4), file, position);
        int bits = file.byteAt(position + 8);
        int code = file.byteAt(position + 9);
        PngColour colour = PngColour.of(code, bits)
                .orElseThrow(() -> file.fault(
                        position + 8,
                        "colour type " + code + " of " + bits + " bits, which the standard does not know"));
        if (file.byteAt(position + 10) != 0 || file.byteAt(position + 11) != 0 || file.byteAt(position + 12) > 1) {
            throw file.fault(position + 10, "a compression, filter or interlacing that the standard does not know");
        }
        return new PngHeader((int) file.intAt(position), (int) file.intAt(position + 4), bits, colour);
    }

    /** The largest sample. */
    int most() {
        return (1 << bits) - 1;
    }

    /** The fewest bytes that the rows have before they are packed; interlaced ones have some more. */
    long unpackedBytes() {
        return height * (1 + ((long) width * bits * colour.samples() + 7) / 8);
    }
}
