package dev.pcrl.dicom;

import dev.pcrl.dicom.SkippedFile.Kind;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.failure.UsageException;
import dev.pcrl.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/** Tells from what stands before its pixels what a file is. May be shared by threads. */
final class HeaderLook {
    /** How slices are called: by a number (IM0001, a UID), or with an extension of DICOM. */
    private static final Pattern SLICE_NAME = Pattern.compile("(?i)[a-z]{0,5}[-_]?[0-9][0-9.]*|.+\\.(?:dcm|dicom|ima)");

    private final Store store;
    private final SeriesSettings settings;

    HeaderLook(Store store, SeriesSettings settings) {
        this.store = store;
        this.settings = settings;
    }

    /** @throws dev.pcrl.failure.UnavailableException if the store fails on the way */
    Finding at(Path path) {
        try {
            Optional<DicomFile> opened = DicomFile.openIfDicom(store, path);
            if (opened.isEmpty()) {
                return isCutSlice(path)
                        ? new SkippedFile(path, Kind.DAMAGED, "byte 0", "the file is empty, or ends where DICOM begins")
                        : new SkippedFile(path, Kind.OTHER, "byte 0", "not DICOM");
            }
            try (DicomFile file = opened.get()) {
                return at(path, file);
            }
        } catch (BadDataException e) {
            return new SkippedFile(path, Kind.DAMAGED, e.place(), e.reason());
        } catch (UsageException e) { // gone since it was listed, or not to be read
            return new SkippedFile(path, Kind.DAMAGED, "file", e.getMessage());
        }
    }

    private boolean isCutSlice(Path path) {
        return SLICE_NAME.matcher(path.getName()).matches() && store.length(path) < DicomStart.BYTES;
    }

    private Finding at(Path path, DicomFile file) {
        DicomHeader header = file.header();
        if (header.lacksPixels()) {
            throw header.noImage();
        }
        Optional<BadDataException> other = header.whyNoSlice();
        if (other.isPresent()) {
            Kind kind = header.isRadiograph() ? Kind.RADIOGRAPH : Kind.OTHER;
            return new SkippedFile(path, kind, other.get().place(), other.get().reason());
        }
        if (header.syntax().isRead()) {
            file.frames(); // refuses pixels that do not fit to their header
        }
        return header.imageClass() == ImageClass.ENHANCED ? frames(path, header) : Candidate.of(path, header);
    }

    /** A file with many frames is one volume or none. */
    private Finding frames(Path file, DicomHeader header) {
        FunctionalGroups groups = new FunctionalGroups(header);
        if (!header.syntax().isRead()) {
            return RefusedSeries.of(List.of(file), header.syntax());
        }
        try {
            SliceStack stack = SliceStack.of(groups.planes(), groups.thickness(), settings.interpolateMissing());
            List<Slice> slices = stack.positions().stream()
                    .map(position -> new Slice(file, header.instanceUid(), position))
                    .toList();
            String uid = header.attributes().text(Tag.SERIES_INSTANCE_UID).orElse(file.toString());
            return new Series(uid, header.modality(), stack.geometry(), slices);
        } catch (IrregularStackException e) {
            String variants = groups.variants();
            return RefusedSeries.of(
                    List.of(file),
                    Tag.IMAGE_POSITION_PATIENT,
                    e.getMessage() + (variants.isEmpty() ? "" : "; the frames have " + variants));
        }
    }
}
