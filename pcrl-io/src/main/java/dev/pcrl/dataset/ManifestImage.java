package dev.pcrl.dataset;

import static java.util.Objects.requireNonNull;

import dev.pcrl.read.VolumeInput;
import dev.pcrl.store.StoredFile;
import java.util.List;
import java.util.stream.Stream;

/**
 * One image of a case.
 *
 * @param name tells a case's images apart: {@code image} where there is one, else {@code t1}, {@code flair}, ...
 * @param files what a reader is given: one file, or the slices of a DICOM series in their order
 * @param companions files that these lead to: the voxels beside a MetaImage header
 */
public record ManifestImage(String name, List<ManifestFile> files, List<ManifestFile> companions) {
    public ManifestImage {
        requireNonNull(name, "name");
        files = List.copyOf(files);
        companions = List.copyOf(companions);
        if (files.isEmpty()) {
            throw new IllegalArgumentException("an image comes from files");
        }
    }

    /** What is to be read. */
    public VolumeInput input() {
        return VolumeInput.of(files.stream()
                .map(file -> new StoredFile(file.path(), file.bytes()))
                .toList());
    }

    /** All files that the image comes from. */
    public Stream<ManifestFile> allFiles() {
        return Stream.concat(files.stream(), companions.stream());
    }
}
