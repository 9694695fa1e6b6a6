package dev.pcrl.sample;

import dev.pcrl.volume.Volume;
import java.nio.file.Path;

/** How the data file of a package, which is in no medical format, becomes a volume. */
@FunctionalInterface
interface Conversion {
    /**
     * Reads the file.
     *
     * @param file the data file, whose checksum was found right
     * @param folder an empty folder to work in
     */
    Volume read(Path file, Path folder);
}
