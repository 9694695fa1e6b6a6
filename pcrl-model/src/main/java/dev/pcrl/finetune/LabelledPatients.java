package dev.pcrl.finetune;

import static java.util.Objects.requireNonNull;

import dev.pcrl.dataset.LabelledSubset;
import dev.pcrl.dataset.Manifest;
import dev.pcrl.dataset.ManifestEntry;
import dev.pcrl.dataset.Split;
import java.util.Optional;
import java.util.Set;

/**
 * The training patients whose labels fine-tuning uses, and whose images the pre-training of a semi-supervised split
 * leaves out: a share of those with a labelled case. A patient without any is never among them.
 *
 * @param subset share and seed
 * @param task that a case must be labelled for; without one, for any
 */
public record LabelledPatients(LabelledSubset subset, Optional<Task> task) {
    public LabelledPatients {
        requireNonNull(subset, "subset");
        requireNonNull(task, "task");
    }

    /** Those of a manifest; none if nobody has labels. */
    public Set<String> of(Manifest manifest) {
        return subset.choose(manifest.entries(Set.of(Split.TRAIN))
                .filter(entry -> task.map(known -> CaseReader.isLabelled(entry, known))
                        .orElseGet(() -> CaseReader.isLabelled(entry)))
                .map(ManifestEntry::patient)
                .toList());
    }
}
