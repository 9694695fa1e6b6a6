package dev.pcrl.read;

import static java.util.stream.Collectors.joining;

import dev.pcrl.dicom.Series;
import dev.pcrl.dicom.SeriesReader;
import dev.pcrl.dicom.SeriesSettings;
import dev.pcrl.dicom.SeriesSorter;
import dev.pcrl.dicom.SkippedFile;
import dev.pcrl.dicom.SkippedFile.Kind;
import dev.pcrl.dicom.SortedFiles;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.read.VolumeListing.LeftOut;
import dev.pcrl.store.ByteSource;
import dev.pcrl.store.Store;
import dev.pcrl.store.StoredFile;
import dev.pcrl.volume.Volume;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;

/**
 * The formats that can be read, and the choice among them: by a file's name, else by how it starts. A volume is one
 * file, or a DICOM series of files.
 */
public final class VolumeReaders {
    /** How much of a file is looked at to tell its format: a whole NIfTI-2 header. */
    public static final int START_BYTES = 540;

    private final List<VolumeReader> ofOneFile = List.of(new NiftiReader(), new MetaImageReader());
    private final VolumeReader dicom;
    private final SeriesSettings settings;

    private VolumeReaders(SeriesSettings settings) {
        this.settings = settings;
        this.dicom = new DicomReader(settings);
    }

    /** Every format this program knows; a series with missing slices is refused. */
    public static VolumeReaders standard() {
        return standard(SeriesSettings.STRICT);
    }

    /** Every format this program knows. */
    public static VolumeReaders standard(SeriesSettings settings) {
        return new VolumeReaders(settings);
    }

    /**
     * Reads a volume in whichever format it has.
     *
     * @param path a file, or a directory that holds one volume
     * @throws BadDataException if no format is recognised, or the file is not what its format asks for
     */
    public Volume read(Store store, Path path) {
        if (!store.isDirectory(path)) {
            return readFile(store, path);
        }
        VolumeListing listing = list(store, path);
        if (listing.volumes().size() != 1) {
            String why = listing.refused().stream()
                    .findFirst()
                    .map(refused -> "; " + refused.name() + ": " + refused.place() + ": " + refused.reason())
                    .orElse("");
            throw new BadDataException(
                    path.toString(),
                    "directory",
                    "holds " + listing.volumes().size() + " volumes, where one is to be read" + why);
        }
        return read(store, listing.volumes().get(0));
    }

    /**
     * Reads a volume of a listing.
     *
     * @throws BadDataException if a file is not what its format asks for
     */
    public Volume read(Store store, VolumeInput input) {
        return input.files().size() == 1
                ? readFile(store, input.files().get(0))
                : new SeriesReader(store, settings).read(input.files());
    }

    /**
     * The volumes of a directory and those below it; or the file itself. Files are chosen by their names, and those of
     * other names are looked at in case they are DICOM, of which each series is a volume.
     *
     * @param path a directory, or one volume's file
     * @throws BadDataException if {@code path} is a file of an unknown format
     */
    public VolumeListing list(Store store, Path path) {
        if (!store.isDirectory(path)) {
            readerOf(store, path); // a file that was named and cannot be read is a mistake to tell, not to pass over
            return new VolumeListing(
                    List.of(VolumeInput.of(new StoredFile(path, store.length(path)))), List.of(), List.of());
        }
        List<VolumeInput> volumes = new ArrayList<>();
        Map<Path, StoredFile> others = new HashMap<>();
        SortedFiles sorted = search(store, path, volumes, others);
        for (Series series : sorted.series()) {
            volumes.add(VolumeInput.of(series.files().stream().map(others::get).toList()));
        }
        volumes.sort(Comparator.comparing(VolumeInput::name));
        Stream<LeftOut> refusedSeries = sorted.refused().stream()
                .map(series -> new LeftOut(VolumeInput.name(series.files()), series.place(), series.reason()));
        return new VolumeListing(
                volumes,
                Stream.concat(refusedSeries, leftOut(sorted, Kind.DAMAGED)).toList(),
                leftOut(sorted, Kind.OTHER).toList());
    }

    private SortedFiles search(Store store, Path path, List<VolumeInput> volumes, Map<Path, StoredFile> others) {
        try (SeriesSorter sorter = new SeriesSorter(store, settings)) {
            store.files(path).forEach(file -> {
                if (ofOneFile.stream().anyMatch(reader -> reader.recognisesName(file.path()))) {
                    volumes.add(VolumeInput.of(file));
                } else if (!isVoxelsAlone(file.path())) {
                    others.put(file.path(), file);
                    sorter.take(file.path());
                }
            });
            return sorter.finish();
        }
    }

    private static Stream<LeftOut> leftOut(SortedFiles sorted, Kind kind) {
        return sorted.skipped().stream()
                .filter(skipped -> skipped.kind() == kind)
                .map(VolumeReaders::leftOut);
    }

    private static LeftOut leftOut(SkippedFile skipped) {
        return new LeftOut(skipped.file().toString(), skipped.place(), skipped.reason());
    }

    private Stream<VolumeReader> readers() {
        return Stream.concat(ofOneFile.stream(), Stream.of(dicom));
    }

    private Volume readFile(Store store, Path file) {
        return readerOf(store, file).read(store, file);
    }

    private VolumeReader readerOf(Store store, Path file) {
        return readers()
                .filter(reader -> reader.recognisesName(file))
                .findFirst()
                .or(() -> byContent(store, file))
                .orElseThrow(() -> new BadDataException(file.toString(), "file name", whyUnknown(file)));
    }

    private Optional<VolumeReader> byContent(Store store, Path file) {
        try (ByteSource source = ByteSource.open(store, file)) {
            byte[] start = source.readUpTo(START_BYTES);
            return readers().filter(reader -> reader.recognisesContent(start)).findFirst();
        }
    }

    private static boolean isVoxelsAlone(Path file) {
        return file.getName().toLowerCase(Locale.ROOT).matches(".*\\.(img|img\\.gz|raw|zraw)");
    }

    private String whyUnknown(Path file) {
        if (isVoxelsAlone(file)) {
            return "holds voxels without their header: name the .hdr or .mhd file that belongs to it";
        }
        return "not a format that can be read: "
                + readers().map(VolumeReader::format).collect(joining(", "));
    }
}
