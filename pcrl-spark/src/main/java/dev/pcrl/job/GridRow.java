package dev.pcrl.job;

import dev.pcrl.job.CellResult.State;
import java.util.List;

/**
 * A method at a share of the labels, over seeds: a row of an experiment's table.
 *
 * @param task its configuration's name
 * @param metric {@code dice} or {@code auroc}; null if no cell of the task is done
 * @param method how it was pre-trained
 * @param ratio share of the labels
 * @param cells one a seed, in the configuration's order
 * @param mean over the seeds that have a value; null for none
 * @param deviation standard deviation over these; null for less than two
 * @param toScratch difference to {@code scratch}; null for that itself, and if no seed has both
 * @param moreLabels difference of the same method with the largest share to this one; null for that share itself, and
 *     if no seed has both
 */
record GridRow(
        String task,
        String metric,
        String method,
        double ratio,
        List<CellResult> cells,
        Double mean,
        Double deviation,
        PairedDifference toScratch,
        PairedDifference moreLabels) {
    GridRow {
        cells = List.copyOf(cells);
    }

    /** How many seeds the mean is over. */
    long seeds() {
        return cells.stream().filter(cell -> cell.value() != null).count();
    }

    long count(State state) {
        return cells.stream().filter(cell -> cell.state() == state).count();
    }
}
