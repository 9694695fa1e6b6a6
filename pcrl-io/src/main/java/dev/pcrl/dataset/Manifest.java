package dev.pcrl.dataset;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The cases of a data set, each patient in one split.
 *
 * @param header how it came about
 * @param entries sorted by id, each id once
 */
public record Manifest(ManifestHeader header, List<ManifestEntry> entries) {
    public Manifest {
        requireNonNull(header, "header");
        entries = List.copyOf(entries);
        if (header.entries() != entries.size()) {
            throw new IllegalArgumentException(
                    "the header promises " + header.entries() + " entries, but there are " + entries.size());
        }
        Map<String, Split> splits = new HashMap<>();
        Set<String> ids = new HashSet<>();
        for (ManifestEntry entry : entries) {
            if (!ids.add(entry.id())) {
                throw new IllegalArgumentException("two entries have the id " + entry.id());
            }
            Split before = splits.putIfAbsent(entry.patient(), entry.split());
            if (before != null && before != entry.split()) {
                throw new IllegalArgumentException(
                        "patient " + entry.patient() + " is in " + before + " and in " + entry.split());
            }
        }
    }

    /** The entries of some splits. */
    public Stream<ManifestEntry> entries(Set<Split> splits) {
        return entries.stream().filter(entry -> splits.contains(entry.split()));
    }
}
