package dev.pcrl.view;

import dev.pcrl.volume.Box;
import dev.pcrl.volume.Geometry;
import java.util.random.RandomGenerator;

/**
 * All places of a box of one size in a volume whose intersection over union with another box is large enough: counted
 * and drawn from exactly, without trial and error.
 *
 * <p>The intersection is ox * oy * oz, one overlap an axis, and IoU >= m holds where ox * oy * oz is at least a fixed
 * number of voxels. The places along an axis with an overlap of at least t are an interval with ends in closed form. So
 * for each (x, y) the least oz and with it the number of places along z is known, and a place is drawn by cumulative
 * weight over x, then y, then z. The cost is one step for each (x, y) that overlaps at all.
 */
final class OverlapSet {
    private final Size size;
    private final long leastIntersection;
    private final Axis alongX;
    private final Axis alongY;
    private final Axis alongZ;
    private final long[] upToX; // number of places with x up to and including the i-th

    OverlapSet(Geometry geometry, Box first, Size size, double minimumIou) {
        this.size = size;
        this.leastIntersection = leastIntersection(first.volume() + size.voxels(), minimumIou);
        this.alongX = new Axis(first.x(), first.width(), size.x(), geometry.nx());
        this.alongY = new Axis(first.y(), first.height(), size.y(), geometry.ny());
        this.alongZ = new Axis(first.z(), first.depth(), size.z(), geometry.nz());
        this.upToX = new long[Math.max(0, alongX.count(1))];
        long total = 0;
        for (int i = 0; i < upToX.length; i++) {
            total += countAt(alongX.first(1) + i);
            upToX[i] = total;
        }
    }

    /** Number of places. */
    long count() {
        return upToX.length == 0 ? 0 : upToX[upToX.length - 1];
    }

    /** One of the places, each as likely as another; there must be one. */
    Box draw(RandomGenerator random) {
        long rank = random.nextLong(count());
        int i = 0;
        while (upToX[i] <= rank) {
            i++;
        }
        int x = alongX.first(1) + i;
        rank -= i == 0 ? 0 : upToX[i - 1];
        int y = alongY.first(1);
        long places = countAt(x, y);
        while (places <= rank) {
            rank -= places;
            y++;
            places = countAt(x, y);
        }
        int z = alongZ.first(leastZ(x, y)) + (int) rank;
        return new Box(x, y, z, size.x(), size.y(), size.z());
    }

    private long countAt(int x) {
        long places = 0;
        int end = alongY.first(1) + alongY.count(1);
        for (int y = alongY.first(1); y < end; y++) {
            places += countAt(x, y);
        }
        return places;
    }

    private int countAt(int x, int y) {
        return alongZ.count(leastZ(x, y));
    }

    /** Least overlap along z that makes the intersection large enough at (x, y), both overlapping. */
    private int leastZ(int x, int y) {
        long overlap = (long) alongX.overlap(x) * alongY.overlap(y);
        return (int) Math.min(Integer.MAX_VALUE, (leastIntersection + overlap - 1) / overlap);
    }

    /** The least intersection of two boxes of so many voxels together for the IoU, as {@link Box#iou} computes it. */
    private static long leastIntersection(long voxels, double minimumIou) {
        long least = (long) Math.ceil(minimumIou * voxels / (1 + minimumIou));
        while (least > 1 && (double) (least - 1) / (voxels - least + 1) >= minimumIou) {
            least--;
        }
        while ((double) least / (voxels - least) < minimumIou) {
            least++;
        }
        return Math.max(1, least);
    }

    /**
     * Places along one axis.
     *
     * @param start where the first box starts
     * @param length length of the first box
     * @param size length of the box to place
     * @param extent length of the volume, at least size
     */
    private record Axis(int start, int length, int size, int extent) {
        int overlap(int place) {
            return Math.min(place + size, start + length) - Math.max(place, start);
        }

        /** The lowest place with an overlap of at least {@code least}, which is at least 1. */
        int first(int least) {
            return Math.max(0, start + least - size);
        }

        /** The number of places with an overlap of at least {@code least}. */
        int count(int least) {
            if (least > Math.min(length, size)) {
                return 0;
            }
            return Math.max(0, Math.min(extent - size, start + length - least) - first(least) + 1);
        }
    }
}
