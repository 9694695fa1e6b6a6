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
import dev.pcrl.volume.VoxelOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;

/**
 * The formats that can be read, and the choice among them: by a file's name, else by how it starts. A volume is one
 * file, or a DICOM series of files.
 */
public final class VolumeReaders {
    /** How much of a file is looked at to tell its format: a whole NIfTI-2 header. */
    public static final int START_BYTES = 540;

    private final List<VolumeReader> ofOneFile;
    private final VolumeReader pictures = new PictureFileReader();
    private final VolumeReader dicom;
    private final SeriesSettings settings;
    private final VoxelOrder voxelOrder;

    private VolumeReaders(SeriesSettings settings, VoxelOrder voxelOrder) {
        this.settings = settings;
        this.voxelOrder = voxelOrder;
        this.ofOneFile = List.of(new NiftiReader(voxelOrder), new MetaImageReader(voxelOrder));
        this.dicom = new DicomReader(settings, voxelOrder);
    }

    /** Every format this program knows, in the voxel order of the file; a series with missing slices is refused. */
    public static VolumeReaders standard() {
        return of(SeriesSettings.STRICT, VoxelOrder.STORED);
    }

    /** Every format this program knows. */
    public static VolumeReaders of(SeriesSettings settings, VoxelOrder voxelOrder) {
        return new VolumeReaders(settings, voxelOrder);
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
        return read(store, list(store, path).one(path));
    }

    /**
     * Reads a volume of a listing.
     *
     * @throws BadDataException if a file is not what its format asks for
     */
    public Volume read(Store store, VolumeInput input) {
        return input.files().size() == 1
                ? readFile(store, input.files().get(0))
                : new SeriesReader(store, settings, voxelOrder).read(input.files());
    }

    /**
     * The volumes and 2D images of a directory and those below it; or the file itself. Files are chosen by their names,
     * and those of other names are looked at in case they are DICOM, of which each series is a volume; so are those
     * named as voxels alone ({@code .img}, {@code .raw}) where no header lies beside them.
     *
     * @param path a directory, or one volume's or image's file
     * @throws BadDataException if {@code path} is a file of an unknown format
     */
    public VolumeListing list(Store store, Path path) {
        return store.isDirectory(path) ? list(store, store.files(path)) : listFile(store, path);
    }

    /** The volumes and 2D images among files, as {@link #list(Store, Path)} finds them below a directory. */
    public VolumeListing list(Store store, Stream<StoredFile> files) {
        List<VolumeInput> volumes = new ArrayList<>();
        List<VolumeInput> images = new ArrayList<>();
        Map<Path, StoredFile> others = new HashMap<>();
        SortedFiles sorted = search(store, files, volumes, images, others);
        for (Series series : sorted.series()) {
            volumes.add(VolumeInput.of(series.files().stream().map(others::get).toList()));
        }
        radiographs(sorted).forEach(file -> images.add(VolumeInput.of(others.get(file))));
        volumes.sort(Comparator.comparing(VolumeInput::name));
        images.sort(Comparator.comparing(VolumeInput::name));
        Stream<LeftOut> refusedSeries = sorted.refused().stream().map(LeftOut::of);
        return new VolumeListing(
                volumes,
                images,
                Stream.concat(refusedSeries, leftOut(sorted, Kind.DAMAGED)).toList(),
                leftOut(sorted, Kind.OTHER).toList());
    }

    private SortedFiles search(
            Store store,
            Stream<StoredFile> files,
            List<VolumeInput> volumes,
            List<VolumeInput> images,
            Map<Path, StoredFile> others) {
        try (SeriesSorter sorter = new SeriesSorter(store, settings)) {
            List<StoredFile> voxels = new ArrayList<>();
            Set<Path> headed = new HashSet<>(); // directories with headers whose voxels lie beside them
            Consumer<StoredFile> look = file -> {
                others.put(file.path(), file);
                sorter.take(file.path());
            };
            files.forEach(file -> {
                if (isHeaderAlone(file.path())) {
                    headed.add(file.path().getParent());
                }
                if (ofOneFile.stream().anyMatch(reader -> reader.recognisesName(file.path()))) {
                    volumes.add(VolumeInput.of(file));
                } else if (pictures.recognisesName(file.path())) {
                    images.add(VolumeInput.of(file));
                } else if (isVoxelsAlone(file.path())) {
                    voxels.add(file);
                } else {
                    look.accept(file);
                }
            });
            voxels.stream()
                    .filter(file -> !headed.contains(file.path().getParent()))
                    .forEach(look);
            return sorter.finish();
        }
    }

    /** The file that was named; one that cannot be read is a mistake to tell, not to pass over. */
    private VolumeListing listFile(Store store, Path file) {
        VolumeReader reader = readerOf(store, file);
        List<VolumeInput> itself = List.of(VolumeInput.of(new StoredFile(file, store.length(file))));
        boolean image = reader == pictures || (reader == dicom && isRadiograph(store, file));
        return new VolumeListing(image ? List.of() : itself, image ? itself : List.of(), List.of(), List.of());
    }

    private boolean isRadiograph(Store store, Path file) {
        try (SeriesSorter sorter = new SeriesSorter(store, settings)) {
            sorter.take(file);
            return radiographs(sorter.finish()).findAny().isPresent();
        }
    }

    private static Stream<Path> radiographs(SortedFiles sorted) {
        return sorted.skipped().stream()
                .filter(skipped -> skipped.kind() == Kind.RADIOGRAPH)
                .map(SkippedFile::file);
    }

    private static Stream<LeftOut> leftOut(SortedFiles sorted, Kind kind) {
        return sorted.skipped().stream()
                .filter(skipped -> skipped.kind() == kind)
                .map(LeftOut::of);
    }

    private Stream<VolumeReader> readers() {
        return Stream.concat(ofOneFile.stream(), Stream.of(dicom, pictures));
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

    private static boolean isHeaderAlone(Path file) {
        return file.getName().toLowerCase(Locale.ROOT).matches(".*\\.(hdr|hdr\\.gz|mhd)");
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
