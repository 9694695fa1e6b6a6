package dev.pcrl.config;

import dev.pcrl.method.Objective;
import dev.pcrl.view.Corruption;
import dev.pcrl.view.Rule;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The ways to pre-train that a configuration can name: PCRLv2, the rows of its Table 3, the crossed comparison of its
 * Table 2, and Models Genesis. Each is a corruption of views and what is restored and compared; see
 * docs/adding-a-method.md.
 *
 * <p>Row 5 of Table 3, multi-crop, is {@link #PCRLV2} on views made with {@code views.crops: multi-crop}; Table 1 is
 * {@link #PCRLV2} with {@code network.skip-connections: true}.
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
        return Rule.oneOf("method", values(), label);
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
