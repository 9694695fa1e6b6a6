package dev.pcrl.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.PathIterator;
import java.util.Locale;

/**
 * Writes shapes as SVG paths. Written here because the usual converters fix their colours, and a chart on a page that
 * may be light or dark must name them ({@link Ink}). Shapes that follow each other in one style share a path, so a
 * cloud of dots is one element.
 */
final class SvgGraphics extends VectorGraphics {
    private static final String[] COMMANDS = {"M", "L", "Q", "C", "Z"}; // by the constants of PathIterator
    private static final int[] POINTS = {1, 1, 2, 3, 0};

    private final StringBuilder elements = new StringBuilder();
    private final StringBuilder path = new StringBuilder();
    private String style = "";

    @Override
    public void draw(Shape shape) {
        if (getColor().getAlpha() == 0) {
            return;
        }
        if (getStroke() instanceof BasicStroke stroke) {
            add(strokeStyle(stroke), shape);
        } else {
            add("fill=\"" + ink() + "\"" + opacity("fill-opacity"), getStroke().createStrokedShape(shape));
        }
    }

    @Override
    public void fill(Shape shape) {
        if (getColor().getAlpha() > 0) {
            add("fill=\"" + ink() + "\"" + opacity("fill-opacity"), shape);
        }
    }

    /** All that was drawn, as an SVG element that scales to the width it is given. */
    String toSvg(int width, int height, String label) {
        flush();
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="%s">
                %s</svg>""".formatted(width, height, Html.escape(label), elements);
    }

    private String strokeStyle(BasicStroke stroke) {
        StringBuilder described = new StringBuilder("fill=\"none\" stroke=\"" + ink() + "\"");
        described.append(opacity("stroke-opacity"));
        described
                .append(" stroke-width=\"")
                .append(number(stroke.getLineWidth()))
                .append('"');
        described.append(" stroke-linejoin=\"round\" stroke-linecap=\"round\"");
        if (stroke.getDashArray() != null) {
            described.append(" stroke-dasharray=\"");
            for (float length : stroke.getDashArray()) {
                described.append(number(length)).append(' ');
            }
            described.append('"');
        }
        return described.toString();
    }

    private String ink() {
        Color color = getColor();
        return Ink.of(color)
                .map(Ink::css)
                .orElseGet(() -> String.format(Locale.ROOT, "#%06x", color.getRGB() & 0xffffff));
    }

    private String opacity(String attribute) {
        int alpha = getColor().getAlpha();
        return alpha == 255 ? "" : " " + attribute + "=\"" + number(alpha / 255.0) + "\"";
    }

    private void add(String newStyle, Shape shape) {
        if (!newStyle.equals(style)) {
            flush();
            style = newStyle;
        }
        double[] coordinates = new double[6];
        for (PathIterator i = shape.getPathIterator(getTransform()); !i.isDone(); i.next()) {
            int segment = i.currentSegment(coordinates);
            path.append(COMMANDS[segment]);
            for (int k = 0; k < 2 * POINTS[segment]; k++) {
                path.append(k == 0 ? "" : " ").append(number(coordinates[k]));
            }
        }
    }

    private void flush() {
        if (!path.isEmpty()) {
            elements.append("<path ").append(style).append(" d=\"").append(path).append("\"/>\n");
            path.setLength(0);
        }
    }

    /** With at most two decimals and none that say nothing: a hundredth of a pixel is enough. */
    static String number(double value) {
        double rounded = Math.round(value * 100) / 100.0;
        return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
    }
}
