package dev.pcrl.job;

import static java.util.Objects.requireNonNull;

import dev.pcrl.dataset.ManifestFile;
import dev.pcrl.dataset.ManifestImage;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.read.VolumeInput;
import dev.pcrl.read.VolumeStack;
import dev.pcrl.store.Store;
import dev.pcrl.view.SourceHash;
import java.io.Serializable;
import java.util.List;

/**
 * A volume to be read, and what a manifest says of its files.
 *
 * @param images what is to be read
 * @param source tells the volume from all others wherever they are stored: its path below the place that was searched,
 *     or the name that a manifest has for it
 * @param files as a manifest names them; none if a listing found the volume
 */
record SizedVolume(VolumeStack images, String source, List<ManifestFile> files) implements Serializable {
    SizedVolume {
        requireNonNull(images, "images");
        requireNonNull(source, "source");
        files = List.copyOf(files);
    }

    static SizedVolume listed(VolumeInput input, String source) {
        return new SizedVolume(new VolumeStack(List.of(input)), source, List.of());
    }

    /** The images as the channels of one volume, in this order. */
    static SizedVolume of(List<ManifestImage> images, String source) {
        return new SizedVolume(
                new VolumeStack(images.stream().map(ManifestImage::input).toList()),
                source,
                images.stream().flatMap(ManifestImage::allFiles).toList());
    }

    /** What messages know the volume by. */
    String name() {
        return images.name();
    }

    /** What bundles and summaries know it by. */
    String sourceHash() {
        return SourceHash.of(source);
    }

    /**
     * Makes sure that the files are those of the manifest, as far as their sizes tell.
     *
     * @throws BadDataException if one has another size
     */
    void requireSizes(Store store) {
        files.forEach(file -> file.requireSize(store));
    }
}
