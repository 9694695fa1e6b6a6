package dev.pcrl.sample;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A volume that a public package holds.
 *
 * @param file the name that it gets, in {@code .nii.gz}
 * @param source the package
 * @param path the data file inside the unpacked package
 * @param sha256 the data file's checksum, in hexadecimal digits
 * @param conversion how the data file becomes a volume; nothing for a NIfTI file, which is copied
 * @param licence the package's licence
 * @param note what it shows, and what there is to know about it
 */
record Sample(
        String file,
        PackageReference source,
        String path,
        String sha256,
        Optional<Conversion> conversion,
        String licence,
        String note) {
    Sample {
        requireNonNull(file, "file");
        requireNonNull(source, "source");
        requireNonNull(path, "path");
        requireNonNull(sha256, "sha256");
        requireNonNull(conversion, "conversion");
        requireNonNull(licence, "licence");
        requireNonNull(note, "note");
    }
}
