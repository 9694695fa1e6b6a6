package dev.pcrl.view;

import java.util.List;

/**
 * A bundle as one training step sees it.
 *
 * @param bundle the bundle's id
 * @param corrupted global views as the network's input (x1', x2' in the paper): globally and locally augmented, mean 0
 *     and standard deviation 1
 * @param clean the same views as restoration targets (x1, x2): globally augmented, in [0, 1]
 * @param locals local views as the network's input: globally and locally augmented, mean 0 and standard deviation 1
 */
public record TrainingViews(long bundle, List<View> corrupted, List<View> clean, List<View> locals) {
    public TrainingViews {
        corrupted = List.copyOf(corrupted);
        clean = List.copyOf(clean);
        locals = List.copyOf(locals);
    }
}
