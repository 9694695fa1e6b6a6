package dev.pcrl.sample;

import dev.pcrl.failure.UnavailableException;
import java.nio.file.Path;

/** Gets packages from public registries. */
@FunctionalInterface
public interface PackageClient {
    /**
     * A package on this machine.
     *
     * @param root the folder that its files were unpacked to
     * @param version the version that was got
     */
    record Unpacked(Path root, String version) {}

    /**
     * Downloads a package and unpacks it; nothing of it is run or installed.
     *
     * @param reference which package
     * @param folder an empty folder to work in
     * @throws UnavailableException if the client, the network or the package is missing, told in one line
     */
    Unpacked fetch(PackageReference reference, Path folder);
}
