package dev.pcrl.job;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The jar that this program runs from, which a cluster's executors need, too. */
public final class JobJar {
    private JobJar() {}

    /** Its file; none where the program runs from folders of classes, as tests do. */
    public static Optional<Path> find() {
        Path source = Path.of(URI.create(
                JobJar.class.getProtectionDomain().getCodeSource().getLocation().toString()));
        return Optional.of(source).filter(Files::isRegularFile);
    }
}
