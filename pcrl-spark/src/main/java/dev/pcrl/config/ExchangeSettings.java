package dev.pcrl.config;

import static java.util.Objects.requireNonNull;

import dev.pcrl.view.Rule;

/**
 * How many workers train together, and how they share gradients.
 *
 * @param workers replicas that train together, each a Spark task; a minibatch is divided among them; {@code workers}, 1
 *     by default
 * @param gradients how they share gradients; {@code gradients}, {@code dense} by default
 * @param threshold what an element of an encoded gradient must reach to be sent; {@code adaptive} begins with it;
 *     {@code threshold}, 1e-3 by default
 * @param stragglerRatio a worker that takes more than so many times as long for a bundle as the fastest is given fewer
 *     bundles of each minibatch from the next round on; 0 if minibatches are always divided evenly;
 *     {@code straggler-ratio}, 1.5 by default
 */
public record ExchangeSettings(int workers, ExchangeName gradients, double threshold, double stragglerRatio) {
    public ExchangeSettings {
        requireNonNull(gradients, "gradients");
        Rule.check(workers >= 1, "workers", "be at least 1", workers);
        Rule.check(threshold > 0 && Double.isFinite(threshold), "threshold", "be greater than 0", threshold);
        Rule.check(
                stragglerRatio == 0 || (stragglerRatio >= 1.1 && Double.isFinite(stragglerRatio)),
                "straggler-ratio",
                "be 0 or at least 1.1",
                stragglerRatio);
    }

    /** One worker, which shares with nobody. */
    public static ExchangeSettings standard() {
        return new ExchangeSettings(1, ExchangeName.DENSE, 1e-3, 1.5);
    }
}
