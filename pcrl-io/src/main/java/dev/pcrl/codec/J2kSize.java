package dev.pcrl.codec;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The image and tile size (SIZ, T.800, A.5.1), which agrees with the shape that the frame has to have.
 *
 * @param image area of the image in the reference grid; components have its resolution
 * @param tileX left edge of the first tile
 * @param tileY upper edge of the first tile
 * @param depths of each component's samples
 */
record J2kSize(J2kArea image, int tileX, int tileY, int tileWidth, int tileHeight, List<Depth> depths) {
    /** Bits of a sample. */
    record Depth(int precision, boolean signed) {}

    private static final int MOST_BITS = 24;
    private static final int MOST_TILES = 65535;

    static J2kSize read(FrameBytes segment, FrameShape shape) {
        int at = segment.position();
        segment.u16(); // capabilities, of which those in use show in other places
        int right = segment.u31();
        int bottom = segment.u31();
        J2kArea image = new J2kArea(segment.u31(), segment.u31(), right, bottom);
        int tileWidth = segment.u31();
        int tileHeight = segment.u31();
        int tileX = segment.u31();
        int tileY = segment.u31();
        int components = segment.u16();
        requireShape(at, image, components, shape);
        List<Depth> depths = IntStream.range(0, components)
                .mapToObj(component -> depth(segment, shape))
                .toList();
        segment.requireEnd();
        J2kSize size = new J2kSize(image, tileX, tileY, tileWidth, tileHeight, depths);
        size.requireTiles(at);
        return size;
    }

    private static void requireShape(int at, J2kArea image, int components, FrameShape shape) {
        if (image.width() != shape.columns()
                || image.height() != shape.rows()
                || components != shape.samplesPerPixel()) {
            throw DamagedFrameException.at(
                    at,
                    "codes %d x %d pixels of %d samples, the header promises %d x %d of %d"
                            .formatted(
                                    image.width(),
                                    image.height(),
                                    components,
                                    shape.columns(),
                                    shape.rows(),
                                    shape.samplesPerPixel()));
        }
    }

    private static Depth depth(FrameBytes segment, FrameShape shape) {
        int depth = segment.u8();
        if (segment.u16() != 0x0101) {
            throw new UnsupportedFrameException("subsampled JPEG 2000");
        }
        int precision = (depth & 0x7F) + 1;
        if (precision > shape.bitsAllocated()) {
            throw segment.damaged("codes samples of " + precision + " bits in cells of " + shape.bitsAllocated());
        }
        if (precision > MOST_BITS) {
            throw new UnsupportedFrameException("JPEG 2000 of more than " + MOST_BITS + " bits");
        }
        return new Depth(precision, depth > 0x7F);
    }

    /** The first tile has to have a part of the image (B-3, B-4). */
    private void requireTiles(int at) {
        boolean first = tileWidth > 0
                && tileHeight > 0
                && tileX <= image.x0()
                && tileY <= image.y0()
                && (long) tileX + tileWidth > image.x0()
                && (long) tileY + tileHeight > image.y0();
        if (!first || (long) tilesAcross() * tilesDown() > MOST_TILES) {
            throw DamagedFrameException.at(at, "impossible tiles");
        }
    }

    int components() {
        return depths.size();
    }

    int tiles() {
        return tilesAcross() * tilesDown();
    }

    private int tilesAcross() {
        return (image.x1() - tileX - 1) / tileWidth + 1;
    }

    private int tilesDown() {
        return (image.y1() - tileY - 1) / tileHeight + 1;
    }

    /** The part of the image that a tile has (B-7 to B-10). */
    J2kArea tile(int index) {
        long x = tileX + (long) (index % tilesAcross()) * tileWidth;
        long y = tileY + (long) (index / tilesAcross()) * tileHeight;
        return new J2kArea(
                (int) Math.max(x, image.x0()),
                (int) Math.max(y, image.y0()),
                (int) Math.min(x + tileWidth, image.x1()),
                (int) Math.min(y + tileHeight, image.y1()));
    }
}
