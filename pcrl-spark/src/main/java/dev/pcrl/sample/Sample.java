package dev.pcrl.sample;

import static java.util.Objects.requireNonNull;

import dev.pcrl.failure.BadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /**
     * The data file in the unpacked package.
     *
     * @throws BadDataException if it is not there, or its checksum is another
     */
    Path in(PackageClient.Unpacked unpacked) throws IOException {
        Path data = unpacked.root().resolve(path);
        String from = source + " " + unpacked.version();
        if (!Files.isRegularFile(data)) {
            throw new BadDataException(from, path, "is not in this version of the package");
        }
        String found = Checksum.sha256(data);
        if (!found.equals(sha256)) {
            throw new BadDataException(from, path, "SHA-256 is " + found + ", not " + sha256 + " as expected");
        }
        return data;
    }
}
