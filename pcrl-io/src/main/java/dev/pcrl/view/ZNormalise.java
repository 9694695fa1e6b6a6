package dev.pcrl.view;

import java.util.random.RandomGenerator;

/**
 * Takes a view to mean 0 and standard deviation 1 over all its voxels and channels (TorchIO's {@code ZNormalization},
 * the deviation with n - 1 as PyTorch has it). A constant view, which TorchIO refuses, becomes 0.
 */
public record ZNormalise() implements Augmentation {
    /** Not at random. */
    @Override
    public View apply(View view, RandomGenerator random) {
        return normalise(view);
    }

    /** The normalised view. */
    public static View normalise(View view) {
        float[] from = view.array();
        double sum = 0;
        for (float value : from) {
            sum += value;
        }
        double mean = sum / from.length;
        double squares = 0;
        for (float value : from) {
            squares += (value - mean) * (value - mean);
        }
        double deviation = Math.sqrt(squares / Math.max(1, from.length - 1));
        float[] to = new float[from.length];
        // A constant view's mean is off by rounding; what is left of it must not be blown up to 1.
        if (deviation > 1e-7 * Math.abs(mean)) {
            for (int i = 0; i < to.length; i++) {
                to[i] = (float) ((from[i] - mean) / deviation);
            }
        }
        return view.with(to);
    }
}
