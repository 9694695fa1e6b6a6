package dev.pcrl.config;

import dev.pcrl.method.Objective;
import dev.pcrl.view.Corruption;
import dev.pcrl.view.CropMode;
import dev.pcrl.view.Rule;
import dev.pcrl.view.ViewSettings;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The ways to pre-train that a configuration can name: PCRLv2, the rows of its Table 3, the skip connections of its
 * Table 1, the crossed comparison of its Table 2, and Models Genesis. Each is a corruption of views and what is
 * restored and compared, and may settle how views are cut and what the network has; see docs/adding-a-method.md.
 */
public enum MethodName {
    /** Row 6: all scales, local views. */
    PCRLV2("pcrlv2", Corruption.PCRLV2, Objective::whole),

    /** Row 0: the view in full resolution is restored, nothing compared. */
    RESTORATION("restoration", Corruption.PCRLV2, scales -> new Objective(List.of(scales), true, false, false)),

    /** Row 1: global views are compared at the encoder's output, as SimSiam does (Chen and He, 2021). */
    COMPARISON(
            "comparison", Corruption.PCRLV2, scales -> new Objective(List.of(Objective.ENCODER), false, true, false)),

    /** Row 2: both, at the finest scale. */
    ONE_SCALE("one-scale", Corruption.PCRLV2, scales -> new Objective(List.of(scales), true, true, false)),

    /** Row 3: both, at the coarsest, a middle and the finest scale. */
    THREE_SCALES(
            "three-scales",
            Corruption.PCRLV2,
            scales -> new Objective(
                    IntStream.of(1, (1 + scales) / 2, scales).distinct().boxed().toList(), true, true, false)),

    /** Row 4: both, at all scales. */
    ALL_SCALES(
            "all-scales",
            Corruption.PCRLV2,
            scales -> new Objective(Objective.whole(scales).scales(), true, true, false)),

    /** Row 5: all scales, local views from anywhere in the volume. */
    MULTI_CROP("multi-crop", Corruption.PCRLV2, Objective::whole) {
        @Override
        ViewSettings views(ViewSettings configured) {
            return configured.withCrops(CropMode.MULTI_CROP);
        }
    },

    /** Table 1: PCRLv2 whose decoder also gets the encoder's levels. */
    SKIP_CONNECTIONS("skip-connections", Corruption.PCRLV2, Objective::whole) {
        @Override
        PretrainNetworkSettings network(PretrainNetworkSettings configured) {
            return configured.withSkipConnections();
        }
    },

    /** Table 2: all scales, local views, and each view is at a scale of its own. */
    CROSS_SCALE(
            "cross-scale", Corruption.PCRLV2, scales -> Objective.whole(scales).acrossScales()),

    /** Models Genesis (Zhou et al., 2021): its four corruptions, restored in full resolution. */
    MODELS_GENESIS(
            "models-genesis", Corruption.MODELS_GENESIS, scales -> new Objective(List.of(scales), true, false, false));

    private final String label;
    private final Corruption corruption;

    @SuppressWarnings("ImmutableEnumChecker") // the functions above have no state
    private final IntFunction<Objective> objective;

    MethodName(String label, Corruption corruption, IntFunction<Objective> objective) {
        this.label = label;
        this.corruption = corruption;
        this.objective = objective;
    }

    /**
     * The method that the configuration calls so.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static MethodName parse(String label) {
        if (label.equals(ExperimentConfig.SCRATCH)) {
            throw new IllegalArgumentException(
                    "scratch is no pre-training: fine-tune without an encoder, or name it in an experiment");
        }
        return Rule.oneOf("method", values(), label);
    }

    /** How views are cut: as configured, unless that is what the method differs in. */
    ViewSettings views(ViewSettings configured) {
        return configured;
    }

    /** The network: as configured, unless that is what the method differs in. */
    PretrainNetworkSettings network(PretrainNetworkSettings configured) {
        return configured;
    }

    /** What is done to clean views. */
    public Corruption corruption() {
        return corruption;
    }

    /** What is restored and compared on a network of so many scales. */
    public Objective objective(int scales) {
        return objective.apply(scales);
    }

    /** The name in the configuration. */
    @Override
    public String toString() {
        return label;
    }
}
