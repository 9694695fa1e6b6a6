package dev.pcrl.job;

import dev.pcrl.dataset.ManifestFile;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Names the data that volumes are: the same for equal data wherever they lie, another one for others as far as that is
 * known without reading them. It is made from what tells each volume from the others ({@link SizedVolume#source}) with
 * the checksums of its files, where a manifest has them, or with their size. Of names it has no more than a hash of all
 * of them together, since file names may name patients.
 */
final class DataHash {
    private DataHash() {}

    /** 16 lower-case hexadecimal digits; the order of the volumes does not matter. */
    static String of(Collection<SizedVolume> volumes) {
        return RunDirectory.identity(
                volumes.stream().map(DataHash::line).sorted().toArray(String[]::new));
    }

    private static String line(SizedVolume volume) {
        return volume.source() + "\n" + contents(volume);
    }

    private static String contents(SizedVolume volume) {
        return volume.files().isEmpty()
                ? Long.toString(volume.images().bytes())
                : volume.files().stream().map(ManifestFile::sha256).collect(Collectors.joining(" "));
    }
}
