package dev.pcrl.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder that goes away, with all that is in it, when it is closed. */
final class Workplace implements AutoCloseable {
    private final Path root;

    Workplace() throws IOException {
        this.root = Files.createTempDirectory("pcrl-samples-");
    }

    /** A new empty folder. */
    Path folder() throws IOException {
        return Files.createTempDirectory(root, "");
    }

    @Override
    public void close() throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(root)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList(); // what is inside comes before its folder
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
