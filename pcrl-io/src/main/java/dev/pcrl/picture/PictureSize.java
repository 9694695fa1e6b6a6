package dev.pcrl.picture;

import dev.pcrl.codec.FrameShape;

/** What a picture's size may be: that of a compressed frame of DICOM. */
final class PictureSize {
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
        if (width > FrameShape.MAX_PIXELS || height > FrameShape.MAX_PIXELS || width * height > FrameShape.MAX_PIXELS) {
            throw file.fault(
                    position,
                    width + " x " + height + " pixels; pictures of more than " + FrameShape.MAX_PIXELS
                            + " are not read");
        }
    }
}
