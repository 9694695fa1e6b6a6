package dev.pcrl.finetune;

import static java.util.Objects.requireNonNull;

import dev.pcrl.view.View;

/** One of a minibatch: what the network sees, and what it should say. */
public final class Example {
    private final View input;
    private final float[] targets;
    private final float[] weights;

    /**
     * @param input as the network is given it
     * @param targets 0 or 1, [classes], or [x, y, z, classes] in C order; owned by the example from here on
     * @param weights of the same shape: 0 where nobody knows, else 1; owned likewise
     */
    Example(View input, float[] targets, float[] weights) {
        this.input = requireNonNull(input, "input");
        this.targets = requireNonNull(targets, "targets");
        this.weights = requireNonNull(weights, "weights");
        if (targets.length != weights.length) {
            throw new IllegalArgumentException(targets.length + " targets and " + weights.length + " weights");
        }
    }

    /** What the network sees. */
    public View input() {
        return input;
    }

    /** Number of targets. */
    int length() {
        return targets.length;
    }

    void copyTargets(float[] to, int start) {
        System.arraycopy(targets, 0, to, start, targets.length);
    }

    void copyWeights(float[] to, int start) {
        System.arraycopy(weights, 0, to, start, weights.length);
    }

    /** A copy of the targets. */
    public float[] targets() {
        return targets.clone();
    }
}
