package dev.pcrl.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A chart of a report.
 *
 * @param title what is shown
 * @param caption a sentence below
 * @param axis what is from left to right
 * @param vertical what is from below upwards; empty where title or caption says it
 * @param ticks names of the places 1, 2, ... on that axis; none where it has numbers
 * @param series later ones lie over earlier ones; those of one name have one colour and stand in the legend once
 */
public record Plot(
        String title, String caption, String axis, String vertical, List<String> ticks, List<Series> series) {
    /** As many names beside references have a colour of their own. */
    public static final int COLOURS = Ink.seriesCount();

    public Plot {
        ticks = List.copyOf(ticks);
        series = List.copyOf(series);
    }

    /** Without a name of what is from below upwards. */
    public Plot(String title, String caption, String axis, List<String> ticks, List<Series> series) {
        this(title, caption, axis, "", ticks, series);
    }

    /**
     * Points of one colour.
     *
     * @param name in the legend
     * @param isLine whether they are joined
     * @param isReference whether the others are to be held against it: it is grey
     * @param x from left to right
     * @param y as many
     */
    public record Series(String name, boolean isLine, boolean isReference, List<Double> x, List<Double> y) {
        public Series {
            x = List.copyOf(x);
            y = List.copyOf(y);
            if (x.size() != y.size()) {
                throw new IllegalArgumentException(x.size() + " x for " + y.size() + " y");
            }
        }

        /** Points that are no reference. */
        public Series(String name, boolean isLine, List<Double> x, List<Double> y) {
            this(name, isLine, false, x, y);
        }

        Curve toCurve(Ink ink) {
            List<Point> points = new ArrayList<>();
            for (int i = 0; i < x.size(); i++) {
                points.add(new Point(x.get(i), y.get(i)));
            }
            return new Curve(name, ink, isLine ? Curve.Kind.LINE : Curve.Kind.DOTS, points);
        }
    }

    Chart toChart() {
        List<String> names = series.stream()
                .filter(one -> !one.isReference())
                .map(Series::name)
                .distinct()
                .toList();
        List<Curve> curves = series.stream()
                .map(one -> one.toCurve(one.isReference() ? Ink.GREY : Ink.series(names.indexOf(one.name()) + 1)))
                .toList();
        return new Chart(title, caption, axis, vertical, ticks, curves);
    }
}
