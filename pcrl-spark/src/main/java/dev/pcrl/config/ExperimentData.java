package dev.pcrl.config;

import static java.util.Objects.requireNonNull;

import dev.pcrl.view.Rule;
import dev.pcrl.view.Size;

/**
 * What an experiment learns from: a manifest, or a data set that it makes.
 *
 * @param manifest what {@code pcrl manifest} wrote, relative to the experiment's file; {@code phantoms} makes them,
 *     {@code brain} cuts a real head into slabs; {@code manifest}, {@code phantoms} by default
 * @param cases phantoms, or slabs; {@code cases}, 100 by default
 * @param size of a phantom in voxels; {@code size}, 96x96x48 by default
 * @param seed of the phantoms; {@code seed}, 1 by default
 */
public record ExperimentData(String manifest, int cases, Size size, long seed) {
    /** Instead of a manifest: phantoms. */
    public static final String PHANTOMS = "phantoms";

    /** Instead of a manifest: the one real head whose brain has labels. */
    public static final String BRAIN = "brain";

    public ExperimentData {
        requireNonNull(manifest, "manifest");
        requireNonNull(size, "size");
        Rule.check(cases >= 10, "cases", "be at least 10", cases);
    }

    public static ExperimentData standard() {
        return new ExperimentData(PHANTOMS, 100, new Size(96, 96, 48), 1);
    }
}
