package dev.pcrl.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One view's way through the network: trunk to the chosen scale, then the heads. All branches of a step share the
 * parameter vector and the vector into which backward writes; batch norm sees each branch's batch alone.
 */
public final class Branch {
    private static final int LAYERS_TO_REPRESENTATION = 2; // pooling, batch norm: v of Eq. 5

    private final NsUNet network;
    private final StepMemory memory;
    private final Pass trunk;
    private final List<Pass> restoration = new ArrayList<>();
    private final List<Pass> comparison = new ArrayList<>();

    /**
     * @param parameters the flat vector of the network's layout, kept as a view
     * @param gradient vector of the same layout, overwritten by {@link #backward} where the chosen scale takes part
     * @param memory where activations live
     */
    public Branch(NsUNet network, INDArray parameters, INDArray gradient, StepMemory memory) {
        this.network = network;
        this.memory = memory;
        this.trunk = network.trunkPass(parameters, gradient);
        for (int scale = 1; scale <= network.config().scales(); scale++) {
            restoration.add(network.restorationPass(scale, parameters, gradient));
            comparison.add(network.comparisonPass(scale, parameters, gradient));
        }
    }

    /** F_scale of a batch [N, x, y, z, C], scale in 1..S; the decoder stops there. */
    public INDArray feature(INDArray views, int scale, boolean training) {
        return trunk.forward(views, 0, network.trunkLayers(scale), training, memory);
    }

    /** The restored view [N, x, y, z, C] of F_scale (Eq. 2). */
    public INDArray restore(INDArray feature, int scale, boolean training) {
        return restoration.get(scale - 1).forward(feature, training, memory);
    }

    /** Representation v = BN(GAP(F)) (Eq. 5) and prediction p = FC(ReLU(BN(FC(v)))) (Eq. 6), each [N, channels]. */
    public Comparison compare(INDArray feature, int scale, boolean training) {
        Pass head = comparison.get(scale - 1);
        INDArray v = head.forward(feature, 0, LAYERS_TO_REPRESENTATION, training, memory);
        INDArray p = head.forward(v, LAYERS_TO_REPRESENTATION, head.length(), training, memory);
        return new Comparison(v, p);
    }

    /**
     * Back through the heads that ran and the trunk.
     *
     * @param restorationGradient gradient of the restored view, or nothing where {@link #restore} did not run
     * @param predictionGradient gradient of p; v gets none of its own (stop-gradient)
     */
    public void backward(int scale, Optional<INDArray> restorationGradient, INDArray predictionGradient) {
        INDArray epsilon = comparison.get(scale - 1).backward(predictionGradient, memory);
        if (restorationGradient.isPresent()) {
            epsilon.addi(restoration.get(scale - 1).backward(restorationGradient.get(), memory));
        }
        trunk.backward(epsilon, memory);
    }

    /**
     * What the comparison head gives.
     *
     * @param representation v, [N, channels]
     * @param prediction p, [N, channels]
     */
    public record Comparison(INDArray representation, INDArray prediction) {}
}
