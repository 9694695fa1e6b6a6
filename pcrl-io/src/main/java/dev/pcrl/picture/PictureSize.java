package dev.pcrl.picture;

/** What a picture's size may be. */
final class PictureSize {
    /** The most pixels of a picture that is believed before it is decoded: 8192 x 8192, as of compressed DICOM. */
    static final long MAX_PIXELS = 1L << 26;

    private PictureSize() {}

    /**
     * Refuses sizes that no picture can have.
     *
     * @param position where the file says so
     */
    static void check(long width, long height, PictureBytes file, int position) {
        if (width < 1 || height < 1) {
            throw file.fault(position, "a picture of " + width + " x " + height + " pixels");
        }
        if (width > MAX_PIXELS || height > MAX_PIXELS || width * height > MAX_PIXELS) {
            throw file.fault(
                    position,
                    width + " x " + height + " pixels; pictures of more than " + MAX_PIXELS + " are not read");
        }
    }
}
