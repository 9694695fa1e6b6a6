package dev.pcrl.report;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.Serializable;
import java.util.List;

/** An immutable picture: a grey one with something drawn over it. */
public final class ColourImage implements Serializable {
    private static final long serialVersionUID = 1;

    private static final Color FOR = Ink.VERMILLION.color();
    private static final Color AGAINST = Ink.BLUE.color();
    private static final float TINT = 0.35f;
    private static final float WARMEST = 0.7f;
    private static final int LEAST_WIDTH = 300; // so that a line is thinner than a voxel where these are few
    private static final int BLACK = 0;
    private static final int WHITE = 0xffffff;
    private static final int SCALE = 101;

    private final int width;
    private final int height;
    private final int[] colours;

    private ColourImage(int width, int height, int[] colours) {
        this.width = width;
        this.height = height;
        this.colours = colours;
    }

    /** A grey picture, each of its pixels a square of so many. */
    private static ColourImage of(GreyImage grey, int zoom) {
        int width = zoom * grey.width();
        int[] colours = new int[width * zoom * grey.height()];
        for (int i = 0; i < colours.length; i++) {
            int grade = Math.round(255 * grey.at(i % width / zoom, i / width / zoom));
            colours[i] = grade << 16 | grade << 8 | grade;
        }
        return new ColourImage(width, zoom * grey.height(), colours);
    }

    private static int zoom(GreyImage grey) {
        return Math.max(1, (LEAST_WIDTH + grey.width() - 1) / grey.width());
    }

    /** The colour of a region by its number from 0: that of its series in a {@link Plot}. */
    static Color region(int number) {
        return Ink.series(number + 1).color();
    }

    /**
     * Regions over a grey picture, each in its colour: what is true has a line around it, what was told a tint.
     *
     * @param truth for each region, whether it has a pixel, row by row
     * @param told likewise
     */
    public static ColourImage regions(GreyImage grey, List<boolean[]> truth, List<boolean[]> told) {
        return regions(grey, truth, told, zoom(grey));
    }

    static ColourImage regions(GreyImage grey, List<boolean[]> truth, List<boolean[]> told, int zoom) {
        ColourImage image = of(grey, zoom);
        for (int region = 0; region < told.size(); region++) {
            for (int i = 0; i < image.colours.length; i++) {
                if (image.in(told.get(region), i % image.width, i / image.width, zoom)) {
                    image.colours[i] = mix(image.colours[i], region(region), TINT);
                }
            }
        }
        for (int region = 0; region < truth.size(); region++) {
            for (int i = 0; i < image.colours.length; i++) {
                if (image.isRim(truth.get(region), i, zoom)) {
                    image.colours[i] = region(region).getRGB() & WHITE;
                }
            }
        }
        return image;
    }

    /** Whether a pixel of the zoomed picture is in the set and has a neighbour that is not. */
    private boolean isRim(boolean[] set, int index, int zoom) {
        int row = index / width;
        int column = index % width;
        return in(set, column, row, zoom)
                && !(in(set, column - 1, row, zoom)
                        && in(set, column + 1, row, zoom)
                        && in(set, column, row - 1, zoom)
                        && in(set, column, row + 1, zoom));
    }

    private boolean in(boolean[] set, int column, int row, int zoom) {
        return column >= 0
                && row >= 0
                && column < width
                && row < height
                && set[row / zoom * (width / zoom) + column / zoom];
    }

    /**
     * What speaks for something over a grey picture, and, in blue, what speaks against it.
     *
     * @param heat of each pixel in [-1, 1], row by row
     */
    public static ColourImage heat(GreyImage grey, float[] heat) {
        return heat(grey, heat, zoom(grey));
    }

    static ColourImage heat(GreyImage grey, float[] heat, int zoom) {
        ColourImage image = of(grey, zoom);
        for (int i = 0; i < image.colours.length; i++) {
            float warmth = heat[i / image.width / zoom * grey.width() + i % image.width / zoom];
            float share = WARMEST * Math.min(1, Math.abs(warmth));
            image.colours[i] = mix(image.colours[i], warmth > 0 ? FOR : AGAINST, share);
        }
        return image;
    }

    /** What the colours of heat mean, from -1 to 1. */
    static ColourImage scale() {
        float[] grey = new float[SCALE];
        float[] heat = new float[SCALE];
        for (int i = 0; i < SCALE; i++) {
            grey[i] = 0.5f;
            heat[i] = 2f * i / (SCALE - 1) - 1;
        }
        return heat(new GreyImage(SCALE, 1, grey), heat, 1);
    }

    /**
     * The same with a cross around a place, open in the middle.
     *
     * @param x from left to right, as a share of the width
     * @param y down, likewise
     */
    public ColourImage marked(double x, double y) {
        int arm = Math.max(2, width / 20);
        ColourImage image = new ColourImage(width, height, colours.clone());
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                int across = Math.abs(column - (int) (x * width));
                int down = Math.abs(row - (int) (y * height));
                int least = Math.min(across, down);
                int most = Math.max(across, down);
                if (least <= 1 && most > arm && most <= 2 * arm) {
                    image.colours[row * width + column] = least == 0 ? WHITE : BLACK;
                }
            }
        }
        return image;
    }

    private static int mix(int below, Color colour, float share) {
        return mix((below >> 16) & 0xff, colour.getRed(), share) << 16
                | mix((below >> 8) & 0xff, colour.getGreen(), share) << 8
                | mix(below & 0xff, colour.getBlue(), share);
    }

    private static int mix(int below, int colour, float share) {
        return Math.round((1 - share) * below + share * colour);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** One pixel, 0xRRGGBB. */
    int at(int column, int row) {
        return colours[row * width + column];
    }

    String toDataUri() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, width, height, colours, 0, width);
        return Png.dataUri(image);
    }
}
