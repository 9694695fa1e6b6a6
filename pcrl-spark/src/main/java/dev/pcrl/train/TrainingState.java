package dev.pcrl.train;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * All that a run carries from one step to the next: everything else is a function of the seed and the global step.
 * Immutable; travels between driver and executors.
 */
public final class TrainingState implements Serializable {
    private static final long serialVersionUID = 1;

    private final long step;
    private final float[] parameters;
    private final float[] velocity;
    private final double threshold;

    /**
     * @param step the next global step
     * @param parameters the method's vector, running statistics included; owned by the state from here on
     * @param velocity the optimiser's vector, same layout; likewise
     * @param threshold what an element of an encoded gradient must reach to be sent; of no meaning for one worker
     */
    public TrainingState(long step, float[] parameters, float[] velocity, double threshold) {
        this.step = step;
        this.parameters = requireNonNull(parameters, "parameters");
        this.velocity = requireNonNull(velocity, "velocity");
        this.threshold = threshold;
    }

    /** The state of these vectors, which are copied. */
    public static TrainingState of(long step, INDArray parameters, INDArray velocity, double threshold) {
        return new TrainingState(step, vector(parameters), vector(velocity), threshold);
    }

    private static float[] vector(INDArray array) {
        return array.reshape(array.length()).toFloatVector();
    }

    /** The next global step; so many steps have been done. */
    public long step() {
        return step;
    }

    /** Length of the vectors. */
    public long length() {
        return parameters.length;
    }

    /** What an element of an encoded gradient must reach in the next step. */
    public double threshold() {
        return threshold;
    }

    /** A new array [1, length] of the parameters. */
    public INDArray parameters() {
        return Nd4j.create(parameters, new long[] {1, parameters.length}, 'c');
    }

    /** A new array [1, length] of the optimiser's velocity. */
    public INDArray velocity() {
        return Nd4j.create(velocity, new long[] {1, velocity.length}, 'c');
    }
}
