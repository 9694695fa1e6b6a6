package dev.pcrl.view;

import dev.pcrl.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Augments bundles for training (section 3.1 of the paper): global augmentation gives the clean view, local
 * augmentation (corruption) of the clean view the corrupted one. Each view has a random stream of its own, named by
 * seed, epoch, bundle and view, so that the order in which bundles are augmented does not matter. Can be used by
 * several threads.
 */
public final class Augmenter {
    private final Augmentation global;
    private final Augmentation local;
    private final Augmentation localOfLocals;
    private final boolean withLocals;

    /**
     * @param corruption the second stage
     * @param withLocals whether local views are wanted
     */
    public Augmenter(AugmentationSettings settings, Corruption corruption, boolean withLocals) {
        this.withLocals = withLocals;
        this.global = settings.global();
        this.local = corruption.of(settings, true);
        this.localOfLocals = corruption.of(settings, settings.swapLocalViews());
    }

    /** The views of a bundle in an epoch. */
    public TrainingViews augment(ViewBundle bundle, long seed, int epoch) {
        RandomStream stream =
                RandomStream.of(seed).child("augment").child(epoch).child(bundle.id());
        List<View> clean = new ArrayList<>();
        List<View> corrupted = new ArrayList<>();
        int number = 0;
        for (View view : bundle.globalViews()) {
            RandomGenerator random = stream.child(number++).generator();
            View target = global.apply(view, random);
            clean.add(target);
            corrupted.add(local.apply(target, random));
        }
        List<View> locals = new ArrayList<>();
        for (View view : withLocals ? bundle.localViews() : List.<View>of()) {
            RandomGenerator random = stream.child(number++).generator();
            locals.add(localOfLocals.apply(global.apply(view, random), random));
        }
        return new TrainingViews(bundle.id(), corrupted, clean, locals);
    }
}
