package dev.pcrl.job;

/**
 * A cell of an experiment's grid: a line of {@code cells.csv}.
 *
 * @param task its configuration's name
 * @param method how it was pre-trained
 * @param ratio share of the labels
 * @param seed of fine-tuning
 * @param value mean Dice or mean AUROC of the test cases; null if undefined
 */
record CellResult(String task, String method, double ratio, long seed, Double value) {}
