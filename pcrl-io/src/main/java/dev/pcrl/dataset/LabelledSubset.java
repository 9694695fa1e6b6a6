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
 * Which of the training patients with labels keep them; the others are as if they had none (method.md, semi-supervised:
 * the labelled fraction fine-tunes, the rest pre-trains). Of one seed, a smaller share is part of every larger one.
 *
 * @param ratio share of the patients with labels, in (0, 1]; one patient at least
 * @param seed which of them
 */
public record LabelledSubset(double ratio, long seed) {
    public LabelledSubset {
        Rule.check(ratio > 0 && ratio <= 1, "labelled-ratio", "be in (0, 1]", ratio);
    }

    /** The chosen ones of the patients who have labels; their order does not matter. */
    public Set<String> choose(Collection<String> patients) {
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
