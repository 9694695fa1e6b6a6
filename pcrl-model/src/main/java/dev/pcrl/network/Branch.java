package dev.pcrl.network;

import dev.pcrl.layer.GlobalAveragePooling3d;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One view's way through the network: trunk to the chosen scale, then the heads. All branches of a step share the
 * parameter vector and the sum of gradients; batch norm sees each branch's batch alone.
 */
public final class Branch {
    private static final int POOLING = 1; // layers of the comparison head before any with parameters
    private static final int PREDICTOR = 3; // its last layers: FC, batch norm with ReLU, FC

    private final NsUNet network;
    private final StepMemory memory;
    private final Trunk trunk;
    private final List<Pass> restoration = new ArrayList<>();
    private final List<Pass> comparison = new ArrayList<>();

    /**
     * @param parameters the flat vector of the network's layout, kept as a view
     * @param gradients what {@link #backward} adds to where the chosen scale takes part
     * @param memory where activations live
     */
    public Branch(NsUNet network, INDArray parameters, GradientSum gradients, StepMemory memory) {
        this.network = network;
        this.memory = memory;
        this.trunk = network.trunk(parameters, gradients, memory);
        for (int scale = 1; scale <= network.config().scales(); scale++) {
            restoration.add(network.restorationPass(scale, parameters, gradients, memory));
        }
        for (int scale = network.coarsestComparison(); scale <= network.config().scales(); scale++) {
            comparison.add(network.comparisonPass(scale, parameters, gradients, memory));
        }
    }

    /**
     * F_scale of a batch [N, x, y, z, C], scale in 0..S, where 0 is the encoder's output; the decoder stops there. It
     * is valid until the next is asked for, of any branch.
     */
    public INDArray feature(INDArray views, int scale, boolean training) {
        return trunk.feature(views, scale, training);
    }

    /** The restored view [N, x, y, z, C] of F_scale (Eq. 2). */
    public INDArray restore(INDArray feature, int scale, boolean training) {
        return restoration.get(scale - 1).forward(feature, training);
    }

    /**
     * Representation v = BN(GAP(F)) (Eq. 5; with {@link Ablation#comparesAcrossScales} BN(FC(GAP(F)))) and prediction p
     * = FC(ReLU(BN(FC(v)))) (Eq. 6), each [N, channels].
     */
    public Comparison compare(INDArray feature, int scale, boolean training) {
        Pass head = comparisonHead(scale);
        int predictor = head.length() - PREDICTOR;
        INDArray v = head.forward(feature, 0, predictor, training);
        INDArray p = head.forward(v, predictor, head.length(), training);
        return new Comparison(v, p);
    }

    /**
     * Back through the heads that ran and the trunk.
     *
     * @param restorationGradient gradient of the restored view, or nothing where {@link #restore} did not run
     * @param predictionGradient gradient of p, or nothing where {@link #compare} did not run; v gets none of its own
     *     (stop-gradient)
     */
    public void backward(int scale, Optional<INDArray> restorationGradient, Optional<INDArray> predictionGradient) {
        memory.beginBackward();
        Optional<INDArray> pooled = predictionGradient.map(
                gradient -> comparisonHead(scale).backward(gradient, POOLING).dup('c')); // the gradients' arrays go on
        INDArray feature = trunk.repeatFeature();
        INDArray gradient = restorationGradient
                .map(restored -> throughRestoration(scale, restored, feature))
                .orElseGet(() -> noGradient(feature));
        try (MemoryWorkspace ignored = memory.working()) {
            pooled.ifPresent(comparing -> GlobalAveragePooling3d.addGradient(comparing, gradient));
        }
        trunk.backward(gradient);
    }

    private Pass comparisonHead(int scale) {
        return comparison.get(scale - network.coarsestComparison());
    }

    private INDArray throughRestoration(int scale, INDArray restored, INDArray feature) {
        Pass head = restoration.get(scale - 1);
        head.setInput(feature);
        return head.backward(restored);
    }

    private INDArray noGradient(INDArray feature) {
        return memory.passing()
                .createUninitialized(ArrayType.ACTIVATION_GRAD, feature.dataType(), feature.shape(), 'c')
                .assign(0);
    }

    /**
     * What the comparison head gives.
     *
     * @param representation v, [N, channels]
     * @param prediction p, [N, channels]
     */
    public record Comparison(INDArray representation, INDArray prediction) {}
}
