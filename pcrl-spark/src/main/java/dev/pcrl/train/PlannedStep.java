package dev.pcrl.train;

import java.io.Serializable;

/**
 * A step as its workers know it before.
 *
 * @param step global step, from 0
 * @param epoch that its minibatch belongs to
 * @param bundles of the minibatch, over all workers
 */
public record PlannedStep(long step, int epoch, int bundles) implements Serializable {}
