package dev.pcrl.job;

import dev.pcrl.dataset.ImageLabels;
import dev.pcrl.dataset.LabelledSubset;
import dev.pcrl.dataset.Manifest;
import dev.pcrl.dataset.ManifestEntry;
import dev.pcrl.dataset.Split;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.failure.HeapTooSmallException;
import dev.pcrl.failure.UsageException;
import dev.pcrl.finetune.CaseReader;
import dev.pcrl.finetune.LabelledPatients;
import dev.pcrl.finetune.Sample;
import dev.pcrl.finetune.Task;
import dev.pcrl.finetune.TaskKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The cases of a manifest that know something of a task. */
final class LabelledCases {
    private final Manifest manifest;
    private final Task task;
    private final String name;

    /** @param name of the manifest, for messages */
    LabelledCases(Manifest manifest, Task task, String name) {
        this.manifest = manifest;
        this.task = task;
        this.name = name;
    }

    /**
     * Those of a split.
     *
     * @throws UsageException if there is none
     */
    List<ManifestEntry> of(Split split) {
        List<ManifestEntry> cases = ofOrNone(split);
        if (cases.isEmpty()) {
            throw new UsageException(name + " has no case in " + split + " that is labelled for " + task.kind() + " of "
                    + String.join(", ", task.names()));
        }
        return cases;
    }

    /** Those of a split; perhaps none. */
    List<ManifestEntry> ofOrNone(Split split) {
        return manifest.entries(Set.of(split))
                .filter(entry -> CaseReader.isLabelled(entry, task))
                .toList();
    }

    /**
     * Those of a share of the training patients who have any; at least one.
     *
     * @throws UsageException if nobody has
     */
    List<ManifestEntry> training(LabelledSubset subset) {
        Set<String> chosen = new LabelledPatients(subset, Optional.of(task)).of(manifest);
        return of(Split.TRAIN).stream()
                .filter(entry -> chosen.contains(entry.patient()))
                .toList();
    }

    /**
     * Makes sure that each class of whole images is one that the manifest's labels name.
     *
     * @throws UsageException if one is not: a name that is mistyped would be unknown in all cases, and learnt from none
     */
    void requireNamedClasses() {
        if (task.kind() != TaskKind.IMAGE) {
            return;
        }
        Set<String> named = manifest.entries(Set.of(Split.values()))
                .flatMap(entry -> entry.labels().stream())
                .filter(ImageLabels.class::isInstance)
                .flatMap(labels -> ((ImageLabels) labels).values().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> strangers =
                task.names().stream().filter(name -> !named.contains(name)).toList();
        if (!named.isEmpty() && !strangers.isEmpty()) { // without any, there is no case to learn from
            throw new UsageException("task.classes: no case of " + name + " has a label named "
                    + String.join(", ", strangers) + "; the labels are " + String.join(", ", named));
        }
    }

    static Set<String> patients(List<ManifestEntry> cases) {
        return cases.stream().map(ManifestEntry::patient).collect(Collectors.toSet());
    }

    /** Reads cases; what cannot be read is put aside. */
    static List<Sample> read(CaseReader reader, List<ManifestEntry> cases, List<Quarantined> bad) {
        List<Sample> samples = new ArrayList<>();
        for (ManifestEntry entry : cases) {
            try {
                samples.addAll(SharedHeap.use(() -> reader.read(entry)));
            } catch (BadDataException e) {
                bad.add(new Quarantined(e.file(), e.place(), e.reason()));
            } catch (UsageException e) { // gone since it was listed
                bad.add(new Quarantined(entry.id(), "file", e.getMessage()));
            } catch (HeapTooSmallException e) {
                bad.add(new Quarantined(entry.id(), "memory", e.reason()));
            }
        }
        return samples;
    }
}
