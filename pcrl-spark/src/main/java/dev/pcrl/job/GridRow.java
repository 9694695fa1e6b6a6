package dev.pcrl.job;

/**
 * A method at a share of the labels, over seeds: a row of an experiment's table.
 *
 * @param task its configuration's name
 * @param metric {@code dice} or {@code auroc}
 * @param method how it was pre-trained
 * @param ratio share of the labels
 * @param mean over seeds
 * @param deviation standard deviation over seeds; null for one seed
 * @param difference mean over seeds of the paired difference to {@code scratch}; null for that itself
 * @param lower end of the difference's 95 % interval over patients; null likewise
 * @param upper end likewise
 * @param seedLower end of its 95 % interval over seeds (Student); null for one seed
 * @param seedUpper end likewise
 */
record GridRow(
        String task,
        String metric,
        String method,
        double ratio,
        Double mean,
        Double deviation,
        Double difference,
        Double lower,
        Double upper,
        Double seedLower,
        Double seedUpper) {
    /** Whether the difference's interval over patients leaves 0 out: other patients would show one, too. */
    boolean holdsForPatients() {
        return leavesOut0(lower, upper);
    }

    /** Whether that over seeds does so: other labelled patients and first weights would show one, too. */
    boolean holdsForSeeds() {
        return leavesOut0(seedLower, seedUpper);
    }

    private static boolean leavesOut0(Double lower, Double upper) {
        return lower != null && (lower > 0 || upper < 0);
    }
}
