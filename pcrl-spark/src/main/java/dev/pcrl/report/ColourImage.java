package dev.pcrl.report;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.Serializable;
import java.util.List;

/** An immutable picture: a grey one with something drawn over it. */
public final class ColourImage implements Serializable {
    private static final long serialVersionUID = 1;

    private static final int TRUTH = 0x56b4e9; // sky
    private static final int TOLD = 0xe69f00; // orange
    private static final int BOTH = 0xffffff;
    private static final Color HEAT = new Color(0xd55e00);
    private static final int ZOOM = 3; // so that an outline is thinner than a voxel

    private final int width;
    private final int height;
    private final int[] colours;

    private ColourImage(int width, int height, int[] colours) {
        this.width = width;
        this.height = height;
        this.colours = colours;
    }

    /**
     * Outlines over a grey picture: what is true in blue, what was told in orange, where both agree in white.
     *
     * @param truth for each region, whether it has a pixel, row by row
     * @param told likewise
     */
    public static ColourImage outlines(GreyImage grey, List<boolean[]> truth, List<boolean[]> told) {
        int width = ZOOM * grey.width();
        int height = ZOOM * grey.height();
        int[] colours = new int[width * height];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                int grade = Math.round(255 * grey.at(column / ZOOM, row / ZOOM));
                colours[row * width + column] = grade << 16 | grade << 8 | grade;
            }
        }
        ColourImage image = new ColourImage(width, height, colours);
        for (int region = 0; region < truth.size(); region++) {
            for (int i = 0; i < colours.length; i++) {
                boolean isTruth = image.isRim(truth.get(region), i);
                boolean isTold = image.isRim(told.get(region), i);
                if (isTruth || isTold) {
                    colours[i] = isTruth && isTold ? BOTH : isTruth ? TRUTH : TOLD;
                }
            }
        }
        return image;
    }

    /** Whether a pixel of the zoomed picture is in the set and has a neighbour that is not. */
    private boolean isRim(boolean[] set, int index) {
        int row = index / width;
        int column = index % width;
        return in(set, column, row)
                && !(in(set, column - 1, row)
                        && in(set, column + 1, row)
                        && in(set, column, row - 1)
                        && in(set, column, row + 1));
    }

    private boolean in(boolean[] set, int column, int row) {
        return column >= 0
                && row >= 0
                && column < width
                && row < height
                && set[row / ZOOM * (width / ZOOM) + column / ZOOM];
    }

    /**
     * Warmth over a grey picture.
     *
     * @param heat of each pixel in [0, 1], row by row
     */
    public static ColourImage heat(GreyImage grey, float[] heat) {
        int[] colours = new int[heat.length];
        for (int i = 0; i < colours.length; i++) {
            float grade = grey.at(i % grey.width(), i / grey.width());
            float share = 0.7f * Math.min(1, Math.max(0, heat[i]));
            colours[i] = mix(grade, HEAT.getRed(), share) << 16
                    | mix(grade, HEAT.getGreen(), share) << 8
                    | mix(grade, HEAT.getBlue(), share);
        }
        return new ColourImage(grey.width(), grey.height(), colours);
    }

    private static int mix(float grade, int colour, float share) {
        return Math.round((1 - share) * 255 * grade + share * colour);
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
