package dev.pcrl.view;

import dev.pcrl.volume.Box;
import dev.pcrl.volume.Geometry;
import java.util.ArrayList;
import java.util.List;

/**
 * The boxes of a window that slides over a grid. Along each axis the last one is flush with the border; where the grid
 * is smaller than the window there is one box, of the grid's extent.
 */
public final class Windows {
    /** 10 (1 - 0.8) is 1.9999999999999996. */
    private static final double ROUNDING = 1e-9;

    private Windows() {}

    /**
     * The boxes, x fastest, then y and z.
     *
     * @param overlap share of a window that the next one covers, too, in [0, 1)
     */
    public static List<Box> over(Geometry geometry, Size window, double overlap) {
        Rule.check(overlap >= 0 && overlap < 1, "overlap", "be in [0, 1)", overlap);
        List<Box> boxes = new ArrayList<>();
        for (int z : starts(geometry.nz(), window.z(), overlap)) {
            for (int y : starts(geometry.ny(), window.y(), overlap)) {
                for (int x : starts(geometry.nx(), window.x(), overlap)) {
                    boxes.add(new Box(
                            x,
                            y,
                            z,
                            Math.min(window.x(), geometry.nx()),
                            Math.min(window.y(), geometry.ny()),
                            Math.min(window.z(), geometry.nz())));
                }
            }
        }
        return boxes;
    }

    private static List<Integer> starts(int extent, int window, double overlap) {
        List<Integer> starts = new ArrayList<>();
        int step = Math.max(1, (int) (window * (1 - overlap) + ROUNDING));
        for (int start = 0; start < extent - window; start += step) {
            starts.add(start);
        }
        starts.add(Math.max(0, extent - window));
        return starts;
    }
}
