package dev.pcrl.dataset;

import dev.pcrl.dicom.Series;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.failure.UsageException;
import dev.pcrl.read.VolumeListing.LeftOut;
import dev.pcrl.store.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;

/** The readers' files of LIDC-IDRI as they are found, and which of them had their series. */
final class LidcReadings {
    private static final String LIST = "LidcReadMessage *.xml";

    private final Store store;
    private final Map<String, FoundReading> ofSeries = new HashMap<>();
    private final Set<String> used = new HashSet<>();
    private final List<LeftOut> refused = new ArrayList<>();
    private long others;

    LidcReadings(Store store) {
        this.store = store;
    }

    private record FoundReading(Path file, LidcReading reading) {}

    static boolean recognisesName(Path file) {
        return file.getName().endsWith(".xml");
    }

    /** Takes some XML files, in any order. What is damaged, foreign or contradicts another is refused. */
    void take(Stream<Path> files) {
        files.sorted().forEach(file -> {
            try {
                LidcReadingParser.read(store, file)
                        .ifPresentOrElse(reading -> keep(new FoundReading(file, reading)), () -> others++);
            } catch (BadDataException e) {
                refuse(e);
            } catch (UsageException e) { // gone since it was listed
                refused.add(new LeftOut(file.toString(), "file", e.getMessage()));
            }
        });
    }

    private void keep(FoundReading found) {
        FoundReading before = ofSeries.putIfAbsent(found.reading().series(), found);
        if (before == null) {
            return;
        }
        if (!before.reading().equals(found.reading())) {
            throw new BadDataException(
                    found.file().toString(), "SeriesInstanceUid", "other marks in the same series as " + before.file());
        }
        others++; // a copy: some have the files beside the images and in a directory of their own
    }

    private void refuse(BadDataException fault) {
        refused.add(new LeftOut(fault.file(), fault.place(), fault.reason()));
    }

    /**
     * The labels of the volumes of one series.
     *
     * @param volumes with one UID, most often one; a mark is in the one that has its images
     * @return for each volume its labels; none if no file tells of the series, or one tells of other images
     */
    List<List<Label>> labels(List<Series> volumes) {
        Optional<FoundReading> found =
                Optional.ofNullable(ofSeries.get(volumes.get(0).uid()));
        found.ifPresent(reading -> used.add(reading.reading().series()));
        try {
            return found.map(reading -> labels(reading, volumes)).orElseGet(() -> unknown(volumes));
        } catch (BadDataException e) {
            refuse(e);
            return unknown(volumes);
        }
    }

    private static List<List<Label>> unknown(List<Series> volumes) {
        return volumes.stream().map(volume -> List.<Label>of()).toList();
    }

    private static List<List<Label>> labels(FoundReading found, List<Series> volumes) {
        List<LidcVolume> marked = volumes.stream().map(LidcVolume::new).toList();
        for (LidcMark mark : found.reading().marks()) {
            marked.stream()
                    .filter(volume -> volume.holds(mark))
                    .findFirst()
                    .orElseThrow(() -> new BadDataException(
                            found.file().toString(),
                            "line " + mark.line(),
                            "a mark in images that the series does not have"))
                    .add(mark);
        }
        return marked.stream().map(LidcVolume::labels).toList();
    }

    /** The files that were read, as a list of the data set; none if there are none. */
    Optional<LabelList> list() {
        return ofSeries.isEmpty()
                ? Optional.empty()
                : Optional.of(new LabelList(LIST, ofSeries.size(), ofSeries.size() - used.size()));
    }

    /** Names of the lists that are not there. */
    List<String> absent() {
        return ofSeries.isEmpty() ? List.of(LIST) : List.of();
    }

    /** Files that are no readings, or make no sense. */
    List<LeftOut> refused() {
        return List.copyOf(refused);
    }

    /** How many files have no use: readings of radiographs, and copies. */
    long others() {
        return others;
    }
}
