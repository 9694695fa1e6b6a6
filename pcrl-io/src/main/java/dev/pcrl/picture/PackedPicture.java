package dev.pcrl.picture;

import static java.util.Objects.requireNonNull;

/**
 * A picture that is ready to be decoded.
 *
 * @param codec of the pixels
 * @param pixels a file of that format which holds the pixels and nothing else
 * @param place where in the file the pixels stand
 * @param bits of a grey value, 8 or 16
 * @param shade how a pixel becomes grey
 * @param orientation how it is to be turned
 */
record PackedPicture(
        ImageIoCodec codec, PictureBytes pixels, String place, int bits, Shade shade, ExifOrientation orientation) {
    PackedPicture {
        requireNonNull(codec, "codec");
        requireNonNull(pixels, "pixels");
        requireNonNull(place, "place");
        requireNonNull(shade, "shade");
        requireNonNull(orientation, "orientation");
    }
}
