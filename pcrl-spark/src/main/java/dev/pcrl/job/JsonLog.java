package dev.pcrl.job;

import dev.pcrl.store.Store;
import dev.pcrl.train.EpochRecord;
import dev.pcrl.train.StepRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;

/**
 * What a run tells of itself, one JSON line a step. While it runs each round is a file in a directory (object stores
 * cannot append); at its end, also at one by a failure, they become one file.
 */
final class JsonLog<T> {
    private final Store store;
    private final Path parts;
    private final Path whole;
    private final Class<T> type;
    private final ToLongFunction<T> number;

    /**
     * @param name of the directory, and of the file but for {@code .jsonl}
     * @param number of a line, in order
     */
    JsonLog(Store store, Path run, String name, Class<T> type, ToLongFunction<T> number) {
        this.store = store;
        this.parts = new Path(run, name);
        this.whole = new Path(run, name + ".jsonl");
        this.type = type;
        this.number = number;
    }

    /** One line a step of pre-training: {@code metrics.jsonl}. */
    static JsonLog<StepRecord> ofSteps(Store store, Path run) {
        return new JsonLog<>(store, run, "metrics", StepRecord.class, StepRecord::step);
    }

    /** One line an epoch of fine-tuning: {@code epochs.jsonl}. */
    static JsonLog<EpochRecord> ofEpochs(Store store, Path run) {
        return new JsonLog<>(store, run, "epochs", EpochRecord.class, EpochRecord::epoch);
    }

    /** Adds a round, or the part of one that was done. */
    void write(List<T> round) {
        if (round.isEmpty()) {
            return;
        }
        store.makeDirectory(parts);
        Path part = new Path(parts, String.format(Locale.ROOT, "step-%010d.jsonl", number.applyAsLong(round.get(0))));
        store.writeText(part, round.stream().map(Json::line).collect(Collectors.joining()));
    }

    /** Drops what was written behind a step, from which the run goes on, and gives what stays. */
    List<T> rewindTo(long step) {
        store.delete(whole); // of a run that failed
        List<T> kept = new ArrayList<>();
        for (Path part : store.children(parts)) {
            List<T> records = read(part);
            if (!records.isEmpty() && number.applyAsLong(records.get(records.size() - 1)) >= step) {
                store.delete(part);
            } else {
                kept.addAll(records);
            }
        }
        return kept;
    }

    /** Joins all rounds and gives them; the parts stay until {@link #tidy}, in case what follows fails. */
    List<T> finish() {
        List<T> records = read();
        store.write(whole, out -> {
            for (T record : records) {
                out.write(Json.line(record).getBytes(StandardCharsets.UTF_8));
            }
        });
        return records;
    }

    /** What was written so far. */
    List<T> read() {
        List<T> records = new ArrayList<>();
        store.children(parts).forEach(part -> records.addAll(read(part)));
        return records;
    }

    /** Removes the parts. */
    void tidy() {
        store.delete(parts);
    }

    private List<T> read(Path part) {
        String text = store.findText(part).orElse(""); // whoever rewinds may have removed it since it was listed
        return text.lines().map(line -> Json.parse(line, part, type)).toList();
    }
}
