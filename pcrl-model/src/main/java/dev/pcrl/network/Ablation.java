package dev.pcrl.network;

/**
 * What the network of an ablation of PCRLv2 has besides, or instead of, the paper's.
 *
 * @param comparesEncoder whether there is one more comparison head: at the encoder's output, which counts as scale 0
 * @param comparesAcrossScales whether the comparison heads of all scales give vectors of one width C, that of the
 *     pyramid's widest level, so that those of different scales can be compared (Table 2, Fig. 7b): {@code v =
 *     BN(FC(GAP(F_i)))}, where FC goes from the width of F_i to C, instead of {@code v = BN(GAP(F_i))} (Eq. 5)
 * @param hasSkips whether each level of the decoder also gets the encoder's level of its resolution, as in U-Net (Table
 *     1, Fig. 6)
 */
public record Ablation(boolean comparesEncoder, boolean comparesAcrossScales, boolean hasSkips) {
    /** The paper's network. */
    public static final Ablation NONE = new Ablation(false, false, false);
}
