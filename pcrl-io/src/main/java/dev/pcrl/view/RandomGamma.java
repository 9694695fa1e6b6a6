package dev.pcrl.view;

import java.util.random.RandomGenerator;

/**
 * Changes contrast: {@code sign(v) |v|^gamma} with gamma = e^b, b drawn for each channel (TorchIO's
 * {@code RandomGamma}).
 *
 * @param logGamma b is uniform in [-logGamma, logGamma]; TorchIO's default is 0.3
 */
public record RandomGamma(double logGamma) implements Augmentation {
    public RandomGamma {
        Rule.checkNotNegative("log-gamma", logGamma);
    }

    /** TorchIO's default. */
    public static RandomGamma standard() {
        return new RandomGamma(0.3);
    }

    @Override
    public View apply(View view, RandomGenerator random) {
        double[] gammas = new double[view.channels()];
        for (int channel = 0; channel < gammas.length; channel++) {
            gammas[channel] = StrictMath.exp(logGamma * (2 * random.nextDouble() - 1));
        }
        return logGamma == 0 ? view : power(view, gammas);
    }

    /** The view to the power of gamma, one a channel, with its signs kept. */
    static View power(View view, double[] gammas) {
        float[] to = view.toArray();
        for (int channel = 0; channel < gammas.length; channel++) {
            double gamma = gammas[channel];
            for (int i = channel; i < to.length; i += gammas.length) {
                float value = to[i];
                to[i] = Math.copySign((float) Math.pow(Math.abs(value), gamma), value);
            }
        }
        return view.with(to);
    }
}
