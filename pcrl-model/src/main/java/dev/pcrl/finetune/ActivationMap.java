package dev.pcrl.finetune;

import static java.util.Objects.requireNonNull;

import dev.pcrl.network.SupervisedPass;
import dev.pcrl.view.View;

/**
 * Where a classifier sees a class (Fig. 8a of the paper): how much each place of a view adds to the class's logit.
 * Above 0 speaks for the class, below 0 against it.
 *
 * @param cells one number a cell of a level of the encoder, a view of one channel; see
 *     {@link SupervisedPass#activationMap}
 * @param first voxel of the view, from 0 along each axis, in whose middle the first cell's is
 * @param stride voxels from a cell to the next
 */
public record ActivationMap(View cells, double first, int stride) {
    /** Fewer along an axis tell a side of the view, but no place in it. */
    static final int LEAST_CELLS = 6;

    public ActivationMap {
        requireNonNull(cells, "cells");
    }

    /** The map at a voxel of the view: linear between the middles of cells, the same beyond the outermost. */
    public float at(int x, int y, int z) {
        double u = cell(x, cells.size().x());
        double v = cell(y, cells.size().y());
        double w = cell(z, cells.size().z());
        double sum = 0;
        for (int corner = 0; corner < 8; corner++) {
            int i = (int) u + (corner & 1);
            int j = (int) v + ((corner >> 1) & 1);
            int k = (int) w + (corner >> 2);
            double share = (1 - Math.abs(u - i)) * (1 - Math.abs(v - j)) * (1 - Math.abs(w - k));
            sum += share == 0 ? 0 : share * cells.at(i, j, k, 0);
        }
        return (float) sum;
    }

    private double cell(int voxel, int extent) {
        return Math.min(extent - 1, Math.max(0, (voxel - first) / stride));
    }
}
