package dev.pcrl.job;

import static java.util.Objects.requireNonNull;

import dev.pcrl.dataset.ManifestFile;
import dev.pcrl.dataset.ManifestImage;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.read.VolumeInput;
import dev.pcrl.store.Store;
import java.io.Serializable;
import java.util.List;

/**
 * A volume to be read, and what a manifest says of its files.
 *
 * @param input what is to be read
 * @param files as a manifest names them; none if a listing found the volume
 */
record SizedVolume(VolumeInput input, List<ManifestFile> files) implements Serializable {
    SizedVolume {
        requireNonNull(input, "input");
        files = List.copyOf(files);
    }

    static SizedVolume listed(VolumeInput input) {
        return new SizedVolume(input, List.of());
    }

    static SizedVolume of(ManifestImage image) {
        return new SizedVolume(image.input(), image.allFiles().toList());
    }

    /**
     * Makes sure that the files are those of the manifest, as far as their sizes tell.
     *
     * @throws BadDataException if one has another size
     */
    void requireSizes(Store store) {
        for (ManifestFile file : files) {
            long bytes = store.length(file.path());
            if (bytes != file.bytes()) {
                throw new BadDataException(
                        file.uri(), "size", "has " + bytes + " bytes, but the manifest says " + file.bytes());
            }
        }
    }
}
