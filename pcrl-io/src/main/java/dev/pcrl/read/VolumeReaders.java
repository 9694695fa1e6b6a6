package dev.pcrl.read;

import static java.util.stream.Collectors.joining;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.store.Store;
import dev.pcrl.store.StoredFile;
import dev.pcrl.volume.Volume;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/** The formats that can be read, and the choice among them: by a file's name, else by how it starts. */
public final class VolumeReaders {
    /** How much of a file is looked at to tell its format: a whole NIfTI-2 header. */
    public static final int START_BYTES = 540;

    private final List<VolumeReader> readers;

    /** @param readers one for each format; the first that recognises a file reads it */
    public VolumeReaders(List<VolumeReader> readers) {
        this.readers = List.copyOf(readers);
    }

    /** Every format this program knows. */
    public static VolumeReaders standard() {
        return new VolumeReaders(List.of(new NiftiReader(), new MetaImageReader()));
    }

    /**
     * Reads a volume in whichever format it has.
     *
     * @throws BadDataException if no format is recognised, or the file is not what its format asks for
     */
    public Volume read(Store store, Path file) {
        return readerOf(store, file).read(store, file);
    }

    /**
     * The volumes of a directory and those below it, sorted, chosen by their names; or the file itself.
     *
     * @param path a directory, in which files of other kinds are passed over, or one volume's file
     * @throws BadDataException if {@code path} is a file of an unknown format
     */
    public List<StoredFile> volumesIn(Store store, Path path) {
        if (store.isDirectory(path)) {
            return store.files(path).stream()
                    .filter(file -> byName(file.path()).isPresent())
                    .toList();
        }
        readerOf(store, path); // a file that was named and cannot be read is a mistake to tell, not to pass over
        return List.of(new StoredFile(path, store.length(path)));
    }

    private VolumeReader readerOf(Store store, Path file) {
        return byName(file)
                .or(() -> byContent(store, file))
                .orElseThrow(() -> new BadDataException(file.toString(), "file name", whyUnknown(file)));
    }

    private Optional<VolumeReader> byName(Path file) {
        return readers.stream().filter(reader -> reader.recognisesName(file)).findFirst();
    }

    private Optional<VolumeReader> byContent(Store store, Path file) {
        try (ByteSource source = ByteSource.open(store, file)) {
            byte[] start = source.readUpTo(START_BYTES);
            return readers.stream()
                    .filter(reader -> reader.recognisesContent(start))
                    .findFirst();
        }
    }

    private String whyUnknown(Path file) {
        String name = file.getName().toLowerCase(Locale.ROOT);
        if (name.matches(".*\\.(img|img\\.gz|raw|zraw)")) {
            return "holds voxels without their header: name the .hdr or .mhd file that belongs to it";
        }
        return "not a format that can be read: "
                + readers.stream().map(VolumeReader::format).collect(joining(", "));
    }
}
