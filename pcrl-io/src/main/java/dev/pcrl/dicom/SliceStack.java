package dev.pcrl.dicom;

import static java.util.stream.Collectors.joining;

import dev.pcrl.volume.Affine;
import dev.pcrl.volume.Geometry;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Parallel slices on an even grid: their order along their normal, the z of each, and the grid's place in the patient.
 *
 * @param order for each slice from the lowest, its number among those that were given
 * @param places for each slice from the lowest, its z; consecutive unless slices are missing
 * @param positions of the slices from the lowest, in millimetres along the normal
 * @param geometry the grid, RAS+
 */
record SliceStack(List<Integer> order, List<Integer> places, List<Double> positions, Geometry geometry) {
    /** Closer than this, in millimetres, slices are at the same place. */
    private static final double SAME = 1e-3;

    /** How far a slice may be from its place on an even grid, in distances of slices: positions are rounded. */
    private static final double UNEVEN = 0.1;

    /** The largest part of a stack that may be missing and filled in, beside one slice. */
    private static final double MOST_MISSING = 0.1;

    private static final int LISTED = 5;

    /**
     * Finds the order and the grid of slices.
     *
     * @param planes of the slices, in any order, one at least
     * @param thickness what a slice that stands alone extends to, in millimetres
     * @param fillMissing whether a few slices may be missing inside
     * @throws IrregularStackException if they are not parallel, overlap, drift sideways or have uneven distances
     */
    static SliceStack of(List<Plane> planes, double thickness, boolean fillMissing) {
        Plane any = planes.get(0);
        for (Plane plane : planes) {
            if (!any.isParallelTo(plane)) {
                throw new IrregularStackException("slices differ in size, pixel spacing or direction");
            }
        }
        Vector normal = any.normal().times(1 / any.normal().length());
        List<Integer> order = IntStream.range(0, planes.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> planes.get(i).position().dot(normal)))
                .toList();
        List<Plane> sorted = order.stream().map(planes::get).toList();
        double[] heights = sorted.stream()
                .mapToDouble(plane -> plane.position().dot(normal))
                .toArray();
        refuseSamePlaces(heights);
        refuseDrift(sorted, heights, normal);
        int[] places = places(heights, fillMissing);
        int depth = places[places.length - 1] + 1;
        Plane first = sorted.get(0);
        Vector way = sorted.get(sorted.size() - 1).position().minus(first.position());
        Vector step = depth == 1 ? normal.times(thickness) : way.times(1.0 / (depth - 1));
        return new SliceStack(
                order,
                Arrays.stream(places).boxed().toList(),
                Arrays.stream(heights).boxed().toList(),
                new Geometry(first.columns(), first.rows(), depth, affine(first, step)));
    }

    private static void refuseSamePlaces(double[] heights) {
        double[] shared = IntStream.range(1, heights.length)
                .filter(i -> heights[i] - heights[i - 1] < SAME)
                .mapToDouble(i -> heights[i])
                .toArray();
        if (shared.length > 0) {
            throw new IrregularStackException(
                    "more than one slice at " + list(shared) + ": several images of the same places");
        }
    }

    /** Refuses slices whose corners do not stand above one another, as those of a tilted gantry do not. */
    private static void refuseDrift(List<Plane> planes, double[] heights, Vector normal) {
        Plane first = planes.get(0);
        double allowed = Math.min(first.columnSpacing(), first.rowSpacing()) / 2;
        int last = planes.size() - 1;
        Vector whole = drift(first, planes.get(last), normal);
        double largest = 0;
        boolean steady = true;
        for (int i = 1; i <= last; i++) {
            Vector drift = drift(first, planes.get(i), normal);
            double share = (heights[i] - heights[0]) / (heights[last] - heights[0]);
            largest = Math.max(largest, drift.length());
            steady &= drift.minus(whole.times(share)).length() <= allowed;
        }
        if (largest > allowed && steady) {
            double angle = Math.toDegrees(Math.atan2(whole.length(), heights[last] - heights[0]));
            throw new IrregularStackException("each slice is shifted against the one below, as by a gantry tilted by "
                    + millimetres(angle) + " degrees; resample the series upright first");
        }
        if (largest > allowed) {
            throw new IrregularStackException(
                    "slices are shifted in their plane by up to " + millimetres(largest) + " mm against one another");
        }
    }

    private static Vector drift(Plane from, Plane to, Vector normal) {
        Vector way = to.position().minus(from.position());
        return way.minus(normal.times(way.dot(normal)));
    }

    /** The z of each slice. */
    private static int[] places(double[] heights, boolean fillMissing) {
        int[] even = IntStream.range(0, heights.length).toArray();
        if (fit(heights, even)) {
            return even;
        }
        double usual = usualGap(heights);
        int[] places = new int[heights.length];
        for (int i = 1; i < places.length; i++) {
            double steps = Math.rint((heights[i] - heights[i - 1]) / usual);
            if (steps < 1 || steps > heights.length || !fit(heights[i] - heights[i - 1], steps * usual, usual)) {
                throw new IrregularStackException("slices are unevenly spaced: "
                        + millimetres(heights[i] - heights[i - 1]) + " mm from the one at "
                        + millimetres(heights[i - 1]) + " mm to the next, where " + millimetres(usual)
                        + " mm are usual");
            }
            places[i] = places[i - 1] + (int) steps;
            if (places[i] - i > places.length) {
                throw new IrregularStackException("more slices are missing than there are");
            }
        }
        int missing = places[places.length - 1] + 1 - places.length;
        if (!fit(heights, places)) {
            throw new IrregularStackException("slices are unevenly spaced, by " + millimetres(usual) + " mm or so");
        }
        if (!fillMissing || missing > Math.max(1, MOST_MISSING * places.length)) {
            throw new IrregularStackException(missing
                    + (missing == 1 ? " slice is missing at " : " slices are missing at ")
                    + list(missingHeights(heights, places)));
        }
        return places;
    }

    private static double[] missingHeights(double[] heights, int[] places) {
        return IntStream.range(1, places.length)
                .boxed()
                .flatMap(i -> IntStream.range(places[i - 1] + 1, places[i])
                        .mapToObj(z -> heights[i - 1]
                                + (heights[i] - heights[i - 1]) * (z - places[i - 1]) / (places[i] - places[i - 1])))
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    /** Whether each slice stands close to its place on the even grid from the first to the last. */
    private static boolean fit(double[] heights, int[] places) {
        int last = places.length - 1;
        double step = last == 0 ? 1 : (heights[last] - heights[0]) / places[last];
        return IntStream.range(0, places.length).allMatch(i -> fit(heights[i] - heights[0], places[i] * step, step));
    }

    private static boolean fit(double height, double due, double step) {
        return Math.abs(height - due) <= UNEVEN * step;
    }

    private static double usualGap(double[] heights) {
        double[] gaps = IntStream.range(1, heights.length)
                .mapToDouble(i -> heights[i] - heights[i - 1])
                .sorted()
                .toArray();
        return gaps[gaps.length / 2];
    }

    /** From the slices' coordinates (LPS) to those of volumes (RAS). */
    private static Affine affine(Plane first, Vector step) {
        Vector x = first.right().times(first.columnSpacing());
        Vector y = first.down().times(first.rowSpacing());
        Vector origin = first.position();
        double[] rows = {
            -x.x(),
            -y.x(),
            -step.x(),
            -origin.x(),
            -x.y(),
            -y.y(),
            -step.y(),
            -origin.y(),
            x.z(),
            y.z(),
            step.z(),
            origin.z()
        };
        // zero without a sign, so that equal geometries are equal however they were computed
        return Affine.ofRows(Arrays.stream(rows).map(value -> value + 0.0).toArray());
    }

    private static String list(double[] heights) {
        return Arrays.stream(heights)
                .limit(LISTED)
                .mapToObj(SliceStack::millimetres)
                .collect(joining(", ", "", heights.length > LISTED ? ", ... mm" : " mm"));
    }

    private static String millimetres(double value) {
        String text = String.format(Locale.ROOT, "%.3f", value + 0.0);
        return text.replaceFirst("\\.?0+$", "");
    }
}
