package dev.pcrl.encoder;

import dev.pcrl.view.Size;
import dev.pcrl.volume.Box;
import dev.pcrl.volume.Geometry;
import java.util.ArrayList;
import java.util.List;

/**
 * The boxes of a window that slides over a grid with 50 % overlap. Along each axis the last one is flush with the
 * border; where the grid is smaller than the window there is one box, of the grid's extent.
 */
final class Windows {
    private Windows() {}

    /** The boxes, x fastest, then y and z. */
    static List<Box> over(Geometry geometry, Size window) {
        List<Box> boxes = new ArrayList<>();
        for (int z : starts(geometry.nz(), window.z())) {
            for (int y : starts(geometry.ny(), window.y())) {
                for (int x : starts(geometry.nx(), window.x())) {
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

    private static List<Integer> starts(int extent, int window) {
        List<Integer> starts = new ArrayList<>();
        int step = Math.max(1, window / 2);
        for (int start = 0; start < extent - window; start += step) {
            starts.add(start);
        }
        starts.add(Math.max(0, extent - window));
        return starts;
    }
}
