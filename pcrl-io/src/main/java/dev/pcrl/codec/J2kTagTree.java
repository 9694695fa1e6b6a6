package dev.pcrl.codec;

import java.util.Arrays;

/** A tag tree (T.800, B.10.2): a number for each cell of a grid, of which packets tell more and more. */
final class J2kTagTree {
    private static final int NONE = -1;
    private static final int MOST_LEVELS = 32;

    private final int[] parents;

    /** Known numbers; others are unlimited. */
    private final int[] values;

    /** What each number is known to be at least. */
    private final int[] least;

    private final int[] path = new int[MOST_LEVELS];

    J2kTagTree(int width, int height) {
        int nodes = 0;
        for (int w = width, h = height; ; w = (w + 1) / 2, h = (h + 1) / 2) {
            nodes += w * h;
            if (w * h <= 1) {
                break;
            }
        }
        parents = new int[nodes];
        values = new int[nodes];
        least = new int[nodes];
        Arrays.fill(values, Integer.MAX_VALUE);
        int base = 0;
        for (int w = width, h = height; w * h > 1; w = (w + 1) / 2, h = (h + 1) / 2) {
            int next = base + w * h;
            for (int i = 0; i < w * h; i++) {
                parents[base + i] = next + i / w / 2 * ((w + 1) / 2) + i % w / 2;
            }
            base = next;
        }
        parents[nodes - 1] = NONE;
    }

    /** Reads as much as tells whether the number of a leaf, counted row by row, is below a threshold. */
    boolean isBelow(int threshold, int leaf, J2kPacketBits bits) {
        int depth = 0;
        for (int node = leaf; node != NONE; node = parents[node]) {
            path[depth++] = node;
        }
        int low = 0;
        while (depth > 0) {
            int node = path[--depth];
            low = Math.max(low, least[node]);
            while (low < threshold && low < values[node]) {
                if (bits.bit() == 1) {
                    values[node] = low;
                } else {
                    low++;
                }
            }
            least[node] = low;
        }
        return values[leaf] < threshold;
    }
}
