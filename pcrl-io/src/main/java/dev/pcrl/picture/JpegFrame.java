package dev.pcrl.picture;

/**
 * What a frame header of JPEG says (T.81, B.2.2).
 *
 * @param position where its marker stands
 * @param width pixels in a row
 * @param height rows
 * @param components 1 or 3 samples of a pixel
 * @param identifiers of the components, the first in the highest byte
 * @param unitPixels pixels that one unit of the scan stands for, with one block of each component at least
 */
record JpegFrame(int position, int width, int height, int components, int identifiers, int unitPixels) {
    private static final int BLOCK = 8;

    /**
     * From a segment.
     *
     * @param position of its marker, after which stand its length and its parameters
     */
    static JpegFrame of(PictureBytes file, int position, int length) {
        int bits = file.byteAt(position + 4);
        if (bits != 8) {
            throw file.fault(position, bits + " bits a sample; JPEG of 8 bits is read");
        }
        int height = file.shortAt(position + 5);
        int width = file.shortAt(position + 7);
        PictureSize.check(width, height, file, position);
        int components = file.byteAt(position + 9);
        if (components != 1 && components != 3) {
            throw file.fault(position, components + " components; grey (1) and colour (3) are read");
        }
        if (length != 8 + 3 * components) {
            throw file.fault(position, "a frame header of " + length + " bytes for " + components + " components");
        }
        int identifiers = 0;
        int across = 1;
        int down = 1;
        for (int i = 0; i < components; i++) {
            int at = position + 10 + 3 * i;
            identifiers = identifiers << 8 | file.byteAt(at);
            across = Math.max(across, file.byteAt(at + 1) >> 4);
            down = Math.max(down, file.byteAt(at + 1) & 0xf);
        }
        int unit = components == 1 ? BLOCK * BLOCK : BLOCK * across * BLOCK * down;
        return new JpegFrame(position, width, height, components, identifiers, unit);
    }

    /** The fewest bytes that the pixels can be coded in: a bit for each unit. */
    long fewestBytes() {
        return (long) width * height / unitPixels / Byte.SIZE;
    }
}
