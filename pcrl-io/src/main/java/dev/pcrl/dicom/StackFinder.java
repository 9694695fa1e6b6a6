package dev.pcrl.dicom;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.pcrl.dicom.SkippedFile.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;

/** Finds the volumes in the images of series, and collects them with what makes none. */
final class StackFinder {
    private final SeriesSettings settings;
    private final List<Series> series = new ArrayList<>();
    private final List<RefusedSeries> refused = new ArrayList<>();
    private final List<SkippedFile> skipped = new ArrayList<>();

    StackFinder(SeriesSettings settings) {
        this.settings = settings;
    }

    /** What was found, sorted by file. */
    SortedFiles found() {
        series.sort(Comparator.comparing(one -> one.files().get(0)));
        refused.sort(Comparator.comparing(one -> one.files().get(0)));
        skipped.sort(Comparator.comparing(SkippedFile::file));
        return new SortedFiles(series, refused, skipped);
    }

    /** Takes what a file is alone. */
    void add(Finding finding) {
        if (finding instanceof Series one) {
            series.add(one);
        } else if (finding instanceof RefusedSeries one) {
            refused.add(one);
        } else if (finding instanceof SkippedFile one) {
            skipped.add(one);
        }
    }

    /** Takes all images of a series whose files have one frame each. */
    void addSlices(List<Candidate> images) {
        List<List<Candidate>> grids = parallel(withoutCopies(images));
        for (List<Candidate> grid : grids) {
            if (grid.size() == 1 && grids.size() > 1) {
                skipped.add(new SkippedFile(
                        grid.get(0).file(),
                        Kind.OTHER,
                        Tag.IMAGE_ORIENTATION_PATIENT.toString(),
                        "stands alone: no other image of its series has its size, pixel spacing and direction"));
            } else {
                addGrid(grid);
            }
        }
    }

    private List<Candidate> withoutCopies(List<Candidate> images) {
        Map<String, Candidate> first = new LinkedHashMap<>();
        List<Candidate> kept = new ArrayList<>();
        for (Candidate image : images) {
            Candidate earlier = first.putIfAbsent(image.instance(), image);
            if (earlier != null && image.isCopyOf(earlier)) {
                skipped.add(new SkippedFile(
                        image.file(),
                        Kind.OTHER,
                        Tag.SOP_INSTANCE_UID.toString(),
                        "holds the same image as " + earlier.file()));
            } else {
                kept.add(image);
            }
        }
        return kept;
    }

    private static List<List<Candidate>> parallel(List<Candidate> images) {
        List<List<Candidate>> grids = new ArrayList<>();
        for (Candidate image : images) {
            grids.stream()
                    .filter(grid -> grid.get(0).plane().isParallelTo(image.plane()))
                    .findFirst()
                    .orElseGet(() -> {
                        grids.add(new ArrayList<>());
                        return grids.get(grids.size() - 1);
                    })
                    .add(image);
        }
        return grids;
    }

    private void addGrid(List<Candidate> slices) {
        List<Path> files = slices.stream().map(Candidate::file).toList();
        for (Candidate slice : slices) {
            if (!slice.syntax().isRead()) {
                refused.add(RefusedSeries.of(files, slice.syntax()));
                return;
            }
        }
        try {
            series.addAll(part(slices, 0, false));
        } catch (IrregularStackException e) {
            if (settings.interpolateMissing()) {
                addIncomplete(slices);
            } else {
                refused.add(RefusedSeries.of(files, Tag.IMAGE_POSITION_PATIENT, e.getMessage()));
            }
        }
    }

    private void addIncomplete(List<Candidate> slices) {
        try {
            series.addAll(part(slices, 0, true));
        } catch (IrregularStackException e) {
            List<Path> files = slices.stream().map(Candidate::file).toList();
            refused.add(RefusedSeries.of(files, Tag.IMAGE_POSITION_PATIENT, e.getMessage()));
        }
    }

    /**
     * The volumes of parallel slices: one if they stand at even distances, else those of the first mark that parts them
     * into such.
     *
     * @param from the first mark to try
     * @param fillMissing whether slices may be missing inside
     * @throws IrregularStackException if no mark does; says what is wrong with all of the slices together
     */
    private List<Series> part(List<Candidate> slices, int from, boolean fillMissing) {
        IrregularStackException fault;
        try {
            return List.of(whole(slices, fillMissing));
        } catch (IrregularStackException e) {
            fault = e;
        }
        for (int mark = from; mark < Candidate.MARKS.size(); mark++) {
            int tried = mark;
            Map<String, List<Candidate>> parts =
                    slices.stream().collect(groupingBy(slice -> slice.marks().get(tried), TreeMap::new, toList()));
            if (parts.size() == 1 || parts.values().stream().anyMatch(part -> part.size() == 1)) {
                continue;
            }
            try {
                return parts.values().stream()
                        .flatMap(part -> part(part, tried + 1, fillMissing).stream())
                        .toList();
            } catch (IrregularStackException e) {
                fault.addSuppressed(e); // the next mark may do
            }
        }
        throw fault;
    }

    private static Series whole(List<Candidate> slices, boolean fillMissing) {
        Candidate any = slices.get(0);
        SliceStack stack = SliceStack.of(slices.stream().map(Candidate::plane).toList(), any.thickness(), fillMissing);
        List<Slice> sorted = IntStream.range(0, slices.size())
                .mapToObj(i -> new Slice(
                        slices.get(stack.order().get(i)).file(),
                        slices.get(stack.order().get(i)).instance(),
                        stack.positions().get(i)))
                .toList();
        return new Series(any.series(), any.modality(), stack.geometry(), sorted);
    }
}
