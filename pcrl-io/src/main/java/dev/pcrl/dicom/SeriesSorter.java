package dev.pcrl.dicom;

import static java.util.Objects.requireNonNull;

import dev.pcrl.dicom.SkippedFile.Kind;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.failure.UsageException;
import dev.pcrl.store.Store;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * Sorts files into volumes. Of each file only what stands before its pixels is read, once, in the order of the files.
 *
 * <p>Slices of one volume have the series' UID in common, the size of the image, its pixel spacing and direction. They
 * stand above one another at even distances. Where a series has several images of the same places, it is parted by type
 * of image, echo, diffusion weighting, time or acquisition if that gives whole volumes, else refused.
 */
public final class SeriesSorter {
    private final Store store;
    private final SeriesSettings settings;

    public SeriesSorter(Store store, SeriesSettings settings) {
        this.store = requireNonNull(store, "store");
        this.settings = requireNonNull(settings, "settings");
    }

    /**
     * Sorts files, of which some may not be DICOM.
     *
     * @throws dev.pcrl.failure.UnavailableException if the store fails on the way
     */
    public SortedFiles sort(List<Path> files) {
        Pass pass = new Pass();
        files.forEach(pass::take);
        return pass.finish();
    }

    /** One pass over the files. */
    private final class Pass {
        private final Map<String, List<Candidate>> slices = new LinkedHashMap<>();
        private final StackFinder finder = new StackFinder(settings);

        void take(Path path) {
            try {
                Optional<DicomFile> opened = DicomFile.openIfDicom(store, path);
                if (opened.isEmpty()) {
                    finder.skip(new SkippedFile(path, Kind.OTHER, "byte 0", "not DICOM"));
                    return;
                }
                try (DicomFile file = opened.get()) {
                    take(path, file);
                }
            } catch (BadDataException e) {
                finder.skip(new SkippedFile(path, Kind.DAMAGED, e.place(), e.reason()));
            } catch (UsageException e) { // gone since it was listed, or not to be read
                finder.skip(new SkippedFile(path, Kind.DAMAGED, "file", e.getMessage()));
            }
        }

        private void take(Path path, DicomFile file) {
            DicomHeader header = file.header();
            Optional<BadDataException> other = header.whyNoSlice();
            if (other.isPresent()) {
                BadDataException why = other.get();
                finder.skip(new SkippedFile(
                        path, header.isRadiograph() ? Kind.RADIOGRAPH : Kind.OTHER, why.place(), why.reason()));
                return;
            }
            if (header.syntax().isRead()) {
                file.frames(); // refuses pixels that do not fit to their header
            }
            if (header.imageClass() == ImageClass.ENHANCED) {
                finder.addFrames(path, header);
                return;
            }
            Candidate candidate = Candidate.of(path, header);
            slices.computeIfAbsent(candidate.series(), id -> new ArrayList<>()).add(candidate);
        }

        SortedFiles finish() {
            slices.values().forEach(finder::addSlices);
            return finder.found();
        }
    }
}
