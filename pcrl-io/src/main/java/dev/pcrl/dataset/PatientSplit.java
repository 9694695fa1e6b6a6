package dev.pcrl.dataset;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.random.RandomStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Patients to splits. Each patient has a place in a line that the seed and its name alone decide; the first of them
 * train, the next validate, the last test. So a patient more or less moves no more than those at the two borders, and
 * the order of listings moves nobody. Shares are exact to one patient.
 */
final class PatientSplit {
    private final DatasetSettings settings;
    private final RandomStream random;

    PatientSplit(DatasetSettings settings, long seed) {
        this.settings = settings;
        this.random = RandomStream.of(seed).child("split");
    }

    /**
     * The splits of all patients.
     *
     * @param official splits that lists of the set decide: no other patients come to these
     * @throws BadDataException if a list would part the cases of one patient
     */
    Map<String, Split> of(List<Case> cases, Set<Split> official) {
        if (!settings.officialSplit()) {
            return draw(cases.stream().map(Case::patient).distinct().toList(), List.of(Split.values()));
        }
        Map<String, Optional<Split>> decided = new TreeMap<>();
        for (Case one : cases) {
            Optional<Split> before = decided.putIfAbsent(one.patient(), one.official());
            if (before != null && !before.equals(one.official())) {
                throw new BadDataException(
                        one.images().get(0).files().get(0).toString(),
                        "patient",
                        "the set's lists give other images of the same patient to another split");
            }
        }
        Map<String, Split> splits = new HashMap<>();
        List<String> free = new ArrayList<>();
        decided.forEach((patient, split) ->
                split.ifPresentOrElse(known -> splits.put(patient, known), () -> free.add(patient)));
        List<Split> open = Stream.of(Split.values())
                .filter(split -> !official.contains(split))
                .toList();
        splits.putAll(draw(free, open));
        return splits;
    }

    private Map<String, Split> draw(List<String> patients, List<Split> open) {
        List<String> line = patients.stream()
                .sorted(Comparator.comparingLong(
                                (String patient) -> random.child(patient).key())
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        double whole = open.stream().mapToDouble(settings::share).sum();
        Map<String, Split> splits = new HashMap<>();
        double share = 0;
        int from = 0;
        for (Split split : open) {
            share += settings.share(split);
            int to = (int) Math.round(line.size() * share / whole);
            line.subList(from, to).forEach(patient -> splits.put(patient, split));
            from = to;
        }
        return splits;
    }
}
