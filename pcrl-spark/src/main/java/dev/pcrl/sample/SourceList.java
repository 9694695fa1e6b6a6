package dev.pcrl.sample;

import dev.pcrl.failure.UsageException;
import dev.pcrl.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The file {@code SOURCES.md} beside the samples: where each one comes from, under which licence, with which checksum.
 * A later run reads it to know whether the directory is one of samples, and which files are still as they were written.
 */
final class SourceList {
    static final String NAME = "SOURCES.md";

    private static final String SAMPLES = "# Where these volumes come from";
    private static final String PARTS = "# Where these parts come from";

    private static final String HEAD = """
            Written by PCRL together with the volumes. The packages' licences hold for the files taken from them.

            | file | SHA-256 | SHA-256 of its source | package | path in the package | licence | what it is |
            | --- | --- | --- | --- | --- | --- | --- |
            """;

    private final String title;
    private final List<String> before;
    private final List<String> rows = new ArrayList<>();

    private SourceList(String title, List<String> before) {
        this.title = title;
        this.before = before;
    }

    /**
     * Begins a new list of samples, with the last run's list at hand if there was one. In an empty directory a list
     * without rows is written at once: by it the directory is known again should the run be interrupted.
     *
     * @throws UsageException if the directory holds something and no list of samples: it is somebody's, whose files
     *     would be overwritten
     */
    static SourceList in(Path directory) throws IOException {
        SourceList list = new SourceList(SAMPLES, lines(directory.resolve(NAME)));
        List<String> beginning = list.text().lines().limit(2).toList();
        if (!list.before.stream().limit(2).toList().equals(beginning)) {
            if (!isEmpty(directory)) {
                throw new UsageException(directory + " holds something else than samples, which they might overwrite;"
                        + " name a new directory, an empty one, or one whose " + NAME + " pcrl samples wrote");
            }
            list.write(directory);
        }
        return list;
    }

    /** Begins a list of parts of samples, none of which was there before. */
    static SourceList ofParts() {
        return new SourceList(PARTS, List.of());
    }

    private static List<String> lines(Path file) throws IOException {
        // a user's file may be no UTF-8: new String() takes any bytes
        return Files.isRegularFile(file)
                ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                        .lines()
                        .toList()
                : List.of();
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isEmpty();
        }
    }

    /**
     * Takes over the last run's row if the file is still the one it tells of; otherwise the file is to be got again.
     */
    boolean keep(String file, String sha256, String sourceSha256) {
        String start = "| " + file + " | " + sha256 + " | " + sourceSha256 + " |";
        List<String> same = before.stream().filter(row -> row.startsWith(start)).toList();
        rows.addAll(same);
        return !same.isEmpty();
    }

    void add(Sample sample, String sha256, String version) {
        add(sample.file(), sha256, sample, version);
    }

    /** Adds files that a sample was cut into. */
    void addParts(String files, Sample sample, String version) {
        add(files, "-", sample, version);
    }

    void addPhantom(String file, String sha256, String instead) {
        add(file, sha256, "-", "PCRL", "-", "Apache-2.0", "PHANTOM, computed, no patient; stands in for " + instead);
    }

    private void add(String file, String sha256, Sample sample, String version) {
        PackageReference source = sample.source();
        String versioned = source.version().isEmpty() ? source + " " + version : source.toString();
        add(file, sha256, sample.sha256(), versioned, sample.path(), sample.licence(), sample.note());
    }

    private void add(String... cells) {
        rows.add("| " + String.join(" | ", cells) + " |");
    }

    void write(Path directory) {
        Store.local()
                .writeText(new org.apache.hadoop.fs.Path(directory.resolve(NAME).toUri()), text());
    }

    String text() {
        return title + "\n" + HEAD + rows.stream().map(row -> row + "\n").collect(Collectors.joining());
    }
}
