package dev.pcrl.method;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What a step restores and compares: PCRLv2 whole (row 6 of Table 3), or less of it.
 *
 * @param scales that a step draws one of, uniformly, 1 = coarsest; 0 is the encoder's output, which is only compared
 * @param restores whether global views are restored
 * @param compares whether global views are compared
 * @param comparesLocals whether local views are compared with them, too
 */
public record Objective(List<Integer> scales, boolean restores, boolean compares, boolean comparesLocals) {
    /** The scale that is the encoder's output. */
    public static final int ENCODER = 0;

    public Objective {
        scales = List.copyOf(scales);
        require(!scales.isEmpty(), "an objective has scales");
        require(restores || compares, "an objective restores or compares");
        require(compares || !comparesLocals, "local views are compared only where global ones are");
        require(!restores || !scales.contains(ENCODER), "nothing is restored from the encoder's output");
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }

    /** PCRLv2's, on a network of so many scales. */
    public static Objective whole(int scales) {
        return new Objective(IntStream.rangeClosed(1, scales).boxed().toList(), true, true, true);
    }

    /** Whether a scale may be drawn. */
    public boolean includes(int scale) {
        return scales.contains(scale);
    }

    /** The scale of a step. */
    public int scale(Step step) {
        return scales.get(step.stream().child("scale").generator().nextInt(scales.size()));
    }

    /** How many views of a bundle pass the network: one pass for each global view and one for all local ones. */
    int passes() {
        return comparesLocals ? 3 : 2;
    }
}
