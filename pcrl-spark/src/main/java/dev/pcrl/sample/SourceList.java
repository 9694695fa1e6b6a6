package dev.pcrl.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The file {@code SOURCES.md} beside the samples: where each one comes from, under which licence, with which checksum.
 * A later run reads it to know which files are still as they were written.
 */
final class SourceList {
    static final String NAME = "SOURCES.md";

    private static final String HEAD = """
            # Where these volumes come from
            Written by PCRL together with the volumes. The packages' licences hold for the files taken from them.

            | file | SHA-256 | SHA-256 of its source | package | path in the package | licence | what it is |
            | --- | --- | --- | --- | --- | --- | --- |
            """;

    private final List<String> before;
    private final List<String> rows = new ArrayList<>();

    private SourceList(List<String> before) {
        this.before = before;
    }

    /** Begins a new list, with the last run's list at hand if there was one. */
    static SourceList in(Path directory) throws IOException {
        Path file = directory.resolve(NAME);
        return new SourceList(Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of());
    }

    /** Begins a list of files that were not there before. */
    static SourceList empty() {
        return new SourceList(List.of());
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

    void write(Path directory) throws IOException {
        Files.writeString(directory.resolve(NAME), text(), StandardCharsets.UTF_8);
    }

    String text() {
        return HEAD + String.join("\n", rows) + "\n";
    }
}
