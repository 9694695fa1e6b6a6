package dev.pcrl.bench;

import dev.pcrl.exchange.Team;
import dev.pcrl.layer.BatchNorm;
import dev.pcrl.layer.Convolution3d;
import dev.pcrl.layer.FullyConnected;
import dev.pcrl.layer.GlobalAveragePooling3d;
import dev.pcrl.layer.MaxPooling3d;
import dev.pcrl.layer.TransposedConvolution3d;
import dev.pcrl.layer.TrilinearResize;
import dev.pcrl.layer.WorkEvent.Phase;
import dev.pcrl.loss.ComparisonLoss;
import dev.pcrl.loss.RestorationLoss;
import dev.pcrl.optimise.Sgd;
import dev.pcrl.train.BatchLoader;
import dev.pcrl.train.Replica;
import java.util.Map;
import java.util.stream.Collectors;

/** What the time of a training step is told apart by. */
enum StepPart {
    CONVOLUTION_FORWARD("convolution, forward"),
    CONVOLUTION_BACKWARD("convolution, backward"),
    BATCH_NORM("batch norm and activation"),
    POOLING("pooling"),
    UP_SAMPLING("up-sampling"),
    /** What only heads have: global pooling, fully connected layers, resizing of restorations. */
    HEADS("heads"),
    LOSSES("losses"),
    OPTIMISER("optimiser"),
    DATA("waiting for data"),
    /** The rest of the step: views to arrays, sums of the passes' gradients, bookkeeping. */
    OTHER("other");

    private static final Map<Class<?>, StepPart> PARTS = Map.ofEntries(
            Map.entry(BatchNorm.class, BATCH_NORM),
            Map.entry(MaxPooling3d.class, POOLING),
            Map.entry(TransposedConvolution3d.class, UP_SAMPLING),
            Map.entry(GlobalAveragePooling3d.class, HEADS),
            Map.entry(FullyConnected.class, HEADS),
            Map.entry(TrilinearResize.class, HEADS),
            Map.entry(RestorationLoss.class, LOSSES),
            Map.entry(ComparisonLoss.class, LOSSES),
            Map.entry(Sgd.class, OPTIMISER),
            Map.entry(BatchLoader.class, DATA),
            Map.entry(Team.class, OTHER), // nothing, as a benchmark's replica is alone
            Map.entry(Replica.class, OTHER));

    private static final Map<String, StepPart> BY_NAME = PARTS.entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(entry -> entry.getKey().getName(), Map.Entry::getValue));

    private final String label;

    StepPart(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /**
     * The part that some work belongs to.
     *
     * @param worker name of the class that worked
     */
    static StepPart of(String worker, Phase phase) {
        if (worker.equals(Convolution3d.class.getName())) {
            return phase == Phase.FORWARD ? CONVOLUTION_FORWARD : CONVOLUTION_BACKWARD;
        }
        StepPart part = BY_NAME.get(worker);
        if (part == null) {
            throw new IllegalArgumentException("no part of a step is known for " + worker);
        }
        return part;
    }
}
