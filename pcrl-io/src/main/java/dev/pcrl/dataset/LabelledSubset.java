package dev.pcrl.dataset;

import dev.pcrl.random.RandomStream;
import dev.pcrl.view.Rule;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The training patients whose labels are used; the others are as if they had none (method.md, semi-supervised: the
 * labelled fraction fine-tunes, the rest pre-trains). Of one seed, a smaller share is part of every larger one.
 *
 * @param ratio share of the patients, in (0, 1]; one patient at least
 * @param seed which of them
 */
public record LabelledSubset(double ratio, long seed) {
    public LabelledSubset {
        Rule.check(ratio > 0 && ratio <= 1, "labelled-ratio", "be in (0, 1]", ratio);
    }

    /** The chosen ones of a manifest's training patients. */
    public Set<String> choose(Manifest manifest) {
        return choose(manifest.entries(Set.of(Split.TRAIN))
                .map(ManifestEntry::patient)
                .toList());
    }

    /** The chosen ones of some patients; their order does not matter. */
    Set<String> choose(Collection<String> patients) {
        RandomStream stream = RandomStream.of(seed).child("labelled");
        List<String> drawn = new TreeSet<>(patients)
                .stream()
                        .sorted(Comparator.comparingLong(
                                patient -> stream.child(patient).key()))
                        .toList();
        long count = Math.max(1, Math.round(ratio * drawn.size()));
        return drawn.stream().limit(count).collect(Collectors.toUnmodifiableSet());
    }
}
