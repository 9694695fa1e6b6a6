package dev.pcrl.view;

/** What is done to a clean view before the network is to restore it: the second stage of augmentation. */
public enum Corruption {
    /** The paper's: blur, noise, gamma, swapped patches (section 3.1). */
    PCRLV2 {
        @Override
        Augmentation of(AugmentationSettings settings, boolean withSwap) {
            return settings.local(withSwap);
        }
    },

    /**
     * Models Genesis': shuffled voxels, an intensity curve, and painting inside or outside, in the authors' order and
     * with their rates (Zhou et al., 2021).
     */
    MODELS_GENESIS {
        @Override
        Augmentation of(AugmentationSettings settings, boolean withSwap) {
            return new LocalShuffle(0.5)
                    .then(new IntensityCurve(0.9))
                    .then(new Painting(0.9, 0.2))
                    .then(new ZNormalise());
        }
    };

    /** @param withSwap whether patches may be swapped */
    abstract Augmentation of(AugmentationSettings settings, boolean withSwap);
}
