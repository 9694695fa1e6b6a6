package dev.pcrl.optimise;

/**
 * Cosine annealing over the whole run: {@code rate(step) = base / 2 (1 + cos(pi step / steps))}, a function of the
 * global step alone (Loshchilov and Hutter, 2017, without restarts).
 *
 * @param base the first step's rate
 * @param steps steps of the whole run
 */
public record CosineSchedule(double base, long steps) {
    public CosineSchedule {
        if (!(base > 0) || Double.isInfinite(base)) {
            throw new IllegalArgumentException("learning-rate must be greater than 0");
        }
        if (steps < 1) {
            throw new IllegalArgumentException("a run needs at least one step");
        }
    }

    /** Rate of a global step, from 0. */
    public double rate(long step) {
        return 0.5 * base * (1 + Math.cos(Math.PI * step / steps));
    }
}
