package dev.pcrl.view;

import java.util.random.RandomGenerator;

/**
 * Adds Gaussian noise of mean 0 (TorchIO's {@code RandomNoise}).
 *
 * @param std the noise's standard deviation is uniform in [0, std]; TorchIO's default is 0.25
 */
public record RandomNoise(double std) implements Augmentation {
    public RandomNoise {
        Rule.checkNotNegative("noise-std", std);
    }

    /** TorchIO's default. */
    public static RandomNoise standard() {
        return new RandomNoise(0.25);
    }

    @Override
    public View apply(View view, RandomGenerator random) {
        double drawn = std * random.nextDouble();
        if (drawn == 0) {
            return view;
        }
        float[] to = view.toArray();
        for (int i = 0; i < to.length; i++) {
            to[i] = (float) (to[i] + drawn * random.nextGaussian());
        }
        return view.with(to);
    }
}
