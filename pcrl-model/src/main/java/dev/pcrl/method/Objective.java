package dev.pcrl.method;

import dev.pcrl.random.RandomStream;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a step restores and compares: PCRLv2 whole (row 6 of Table 3), or less of it, or views across scales (Table 2).
 *
 * <p>Fig. 7b compares "siamese features across all feature scales". The paper leaves open how: here each pass of a step
 * (either global view, all local views) draws a scale of its own, as independently as PCRLv2 draws the one of a step.
 * So each term of Eq. 10 that compares two views meets all S x S pairs of scales equally often, those of equal scales
 * among them, at the cost of a pairwise step; and restoration (Eq. 4) is in the mean what it was.
 *
 * @param scales that a step draws one of, uniformly, 1 = coarsest; 0 is the encoder's output, which is only compared
 * @param restores whether global views are restored
 * @param compares whether global views are compared
 * @param comparesLocals whether local views are compared with them, too
 * @param crossesScales whether each pass draws a scale of its own, instead of one for all
 */
public record Objective(
        List<Integer> scales, boolean restores, boolean compares, boolean comparesLocals, boolean crossesScales) {
    /** The scale that is the encoder's output. */
    public static final int ENCODER = 0;

    public Objective {
        scales = List.copyOf(scales);
        require(!scales.isEmpty(), "an objective has scales");
        require(restores || compares, "an objective restores or compares");
        require(compares || !comparesLocals, "local views are compared only where global ones are");
        require(compares || !crossesScales, "scales are crossed only where views are compared");
        require(!restores || !scales.contains(ENCODER), "nothing is restored from the encoder's output");
    }

    /** One that draws one scale for all passes. */
    public Objective(List<Integer> scales, boolean restores, boolean compares, boolean comparesLocals) {
        this(scales, restores, compares, comparesLocals, false);
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

    /** The same, but each pass draws a scale of its own (Fig. 7b). */
    public Objective acrossScales() {
        return new Objective(scales, restores, compares, comparesLocals, true);
    }

    /** Whether a scale may be drawn. */
    public boolean includes(int scale) {
        return scales.contains(scale);
    }

    /** The scale of each pass of a step: of the two global views and, if they are compared, of all local ones. */
    public List<Integer> scales(Step step) {
        RandomStream stream = step.stream().child("scale");
        return crossesScales
                ? IntStream.range(0, passes())
                        .mapToObj(pass -> draw(stream.child(pass)))
                        .toList()
                : Collections.nCopies(passes(), draw(stream));
    }

    private int draw(RandomStream stream) {
        return scales.get(stream.generator().nextInt(scales.size()));
    }

    /** How many views of a bundle pass the network: one pass for each global view and one for all local ones. */
    int passes() {
        return comparesLocals ? 3 : 2;
    }
}
