package dev.pcrl.sample;

import dev.pcrl.failure.UnavailableException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;

/** Gets packages with the clients and the settings that the machine has: {@code npm}, {@code apt-get}, {@code dpkg}. */
public final class SystemPackageClient implements PackageClient {
    private static final Duration DOWNLOAD = Duration.ofMinutes(5);
    private static final Duration UNPACK = Duration.ofMinutes(2);

    private boolean updated; // lists of Debian packages are brought up to date at most once

    @Override
    public Unpacked fetch(PackageReference reference, Path folder) {
        return switch (reference.registry()) {
            case NPM -> fetchNpm(reference, folder);
            case DEBIAN -> fetchDebian(reference, folder);
        };
    }

    private static Unpacked fetchNpm(PackageReference reference, Path folder) {
        String name = reference.name() + "@" + reference.version();
        Command.run(folder, DOWNLOAD, "npm", "pack", name, "--ignore-scripts", "--fetch-retries=1");
        Path archive = only(folder, "*.tgz");
        Command.run(folder, UNPACK, "tar", "-xzf", archive.getFileName().toString());
        return new Unpacked(folder.resolve("package"), reference.version());
    }

    private Unpacked fetchDebian(PackageReference reference, Path folder) {
        try {
            Command.run(folder, DOWNLOAD, "apt-get", "-q", "download", reference.name());
        } catch (UnavailableException e) {
            // A fresh container has no lists of packages yet.
            if (updated) {
                throw e;
            }
            updated = true;
            Command.run(folder, DOWNLOAD, "apt-get", "-q", "update");
            Command.run(folder, DOWNLOAD, "apt-get", "-q", "download", reference.name());
        }
        Path archive = only(folder, "*.deb");
        Command.run(folder, UNPACK, "dpkg", "-x", archive.getFileName().toString(), "unpacked");
        String[] parts = archive.getFileName().toString().split("_", 3); // name_version_architecture.deb
        return new Unpacked(folder.resolve("unpacked"), parts[1].replace("%3a", ":"));
    }

    private static Path only(Path folder, String pattern) {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, pattern)) {
            Iterator<Path> files = found.iterator();
            if (files.hasNext()) {
                return files.next();
            }
            throw new UnavailableException("the package client left no " + pattern + " behind", null);
        } catch (IOException e) {
            throw new UnavailableException("cannot read " + folder + ": " + e.getMessage(), e);
        }
    }
}
