package dev.pcrl.report;

import java.awt.image.BufferedImage;
import java.io.Serializable;

/**
 * An immutable grey picture. Pixels are in [0, 1], black to white, row by row from the top left; numbers outside are
 * clamped and NaN is black.
 */
public final class GreyImage implements Serializable {
    private static final long serialVersionUID = 1;

    private final int width;
    private final int height;
    private final float[] pixels;

    /**
     * @param width pixels in a row, at least 1
     * @param height rows, at least 1
     * @param pixels row by row from the top left; copied
     */
    public GreyImage(int width, int height, float[] pixels) {
        if (width < 1 || height < 1 || pixels.length != (long) width * height) {
            throw new IllegalArgumentException(pixels.length + " pixels for a picture of " + width + "x" + height);
        }
        this.width = width;
        this.height = height;
        this.pixels = pixels.clone();
        for (int i = 0; i < pixels.length; i++) {
            this.pixels[i] = Float.isNaN(pixels[i]) ? 0 : Math.min(1, Math.max(0, pixels[i]));
        }
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** One pixel, in [0, 1]. */
    public float at(int column, int row) {
        if (column < 0 || column >= width) {
            throw new IndexOutOfBoundsException("column " + column + " of " + width);
        }
        return pixels[row * width + column];
    }

    /** How far each pixel is from the one of {@code other}: black where they agree. */
    public GreyImage difference(GreyImage other) {
        if (width != other.width || height != other.height) {
            throw new IllegalArgumentException("pictures of " + width + "x" + height + " and " + other.width + "x"
                    + other.height + " differ in size");
        }
        float[] difference = new float[pixels.length];
        for (int i = 0; i < difference.length; i++) {
            difference[i] = Math.abs(pixels[i] - other.pixels[i]);
        }
        return new GreyImage(width, height, difference);
    }

    /** The picture as an 8-bit PNG in a {@code data:} URI. */
    String toDataUri() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < pixels.length; i++) {
            // Into the raster, past Java's conversion between linear and sRGB greys.
            image.getRaster().setSample(i % width, i / width, 0, Math.round(pixels[i] * 255));
        }
        return Png.dataUri(image);
    }
}
