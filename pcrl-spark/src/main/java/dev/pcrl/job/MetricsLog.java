package dev.pcrl.job;

import dev.pcrl.failure.UnavailableException;
import dev.pcrl.store.Store;
import dev.pcrl.train.StepRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;

/**
 * A run's metrics, one JSON line a step. While it runs each round is a file in {@code metrics/} (object stores cannot
 * append); at its end, also at one by a failure, they become {@code metrics.jsonl}.
 */
final class MetricsLog {
    private final Store store;
    private final Path parts;
    private final Path whole;

    MetricsLog(Store store, RunDirectory directory) {
        this.store = store;
        this.parts = directory.file("metrics");
        this.whole = directory.file("metrics.jsonl");
    }

    /** Adds a round, or the part of one that was done. */
    void write(List<StepRecord> round) {
        if (round.isEmpty()) {
            return;
        }
        store.makeDirectory(parts);
        Path part =
                new Path(parts, String.format("step-%010d.jsonl", round.get(0).step()));
        store.writeText(part, round.stream().map(Json::line).collect(Collectors.joining()));
    }

    /** Drops what was written behind a step, from which the run goes on. */
    void rewindTo(long step) {
        store.delete(whole); // of a run that failed
        for (Path part : store.children(parts)) {
            List<StepRecord> records = read(part);
            if (!records.isEmpty() && records.get(records.size() - 1).step() >= step) {
                store.delete(part);
            }
        }
    }

    /** Joins all rounds and gives them; the parts stay until {@link #tidy}, in case what follows fails. */
    List<StepRecord> finish() {
        List<StepRecord> records = new ArrayList<>();
        store.children(parts).forEach(part -> records.addAll(read(part)));
        store.write(whole, out -> {
            for (StepRecord step : records) {
                out.write(Json.line(step).getBytes(StandardCharsets.UTF_8));
            }
        });
        return records;
    }

    /** Removes the parts. */
    void tidy() {
        store.delete(parts);
    }

    private List<StepRecord> read(Path part) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(store.open(part), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(line -> Json.parse(line, part, StepRecord.class))
                    .toList();
        } catch (IOException e) {
            throw new UnavailableException("cannot read " + part + ": " + e.getMessage(), e);
        }
    }
}
