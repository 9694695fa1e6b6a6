package dev.pcrl.train;

import java.io.Serializable;

/**
 * How a worker ended a round.
 *
 * @param hash SHA-256 of its parameters and velocity
 * @param statisticsDrift distance of the workers' running statistics before they were combined, relative (L2)
 * @param parameterDrift distance of this worker's parameters from the first worker's before it took those over,
 *     relative (L2); 0 if they had the same bits
 * @param seconds that combining and comparing took
 * @param pace how fast it was
 * @param ending why it ended with that step, as all workers know it
 */
record RoundEnd(String hash, double statisticsDrift, double parameterDrift, double seconds, Pace pace, Ending ending)
        implements Serializable {}
