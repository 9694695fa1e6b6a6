package dev.pcrl.view;

import java.util.random.RandomGenerator;

/** Takes a view to another of the same shape, at random. Everything random comes from the generator. */
@FunctionalInterface
public interface Augmentation {
    View apply(View view, RandomGenerator random);

    /** This one, then another. */
    default Augmentation then(Augmentation next) {
        return (view, random) -> next.apply(apply(view, random), random);
    }
}
