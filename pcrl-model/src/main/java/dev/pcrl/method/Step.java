package dev.pcrl.method;

import dev.pcrl.random.RandomStream;

/**
 * The place of a step in a run.
 *
 * @param number global step, from 0
 * @param stream the step's randomness: a function of the seed and the number
 */
public record Step(long number, RandomStream stream) {
    /** Step {@code number} of the run with that seed. */
    public static Step of(long seed, long number) {
        return new Step(number, RandomStream.of(seed).child("step").child(number));
    }
}
