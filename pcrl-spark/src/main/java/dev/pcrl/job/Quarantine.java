package dev.pcrl.job;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.store.Store;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;

/** Files that could not be used, and the rule how many of them a job bears. */
final class Quarantine {
    private final Set<Quarantined> files = new LinkedHashSet<>(); // a task that ran twice reported twice
    private final int found;

    /**
     * @param bad what could not be used
     * @param found how many there were, good or bad
     */
    Quarantine(Iterable<Quarantined> bad, int found) {
        bad.forEach(files::add);
        this.found = found;
    }

    Set<Quarantined> files() {
        return Set.copyOf(files);
    }

    /** Writes the list of them, or removes that of an earlier attempt. */
    void write(Store store, Path list) {
        if (files.isEmpty()) {
            store.delete(list);
        } else {
            store.writeText(list, files.stream().map(Json::line).sorted().collect(Collectors.joining()));
        }
    }

    /**
     * What {@link #write} left.
     *
     * @param found how many there were, good or bad
     */
    static Quarantine read(Store store, Path list, int found) {
        String lines = store.findText(list).orElse("");
        return new Quarantine(
                lines.lines()
                        .map(line -> Json.parse(line, list, Quarantined.class))
                        .toList(),
                found);
    }

    /**
     * Makes sure that there are few enough.
     *
     * @param key of the setting that allows so many
     * @throws BadDataException if there are not
     */
    void require(Path list, String key, double share) {
        if (isTooLarge(share)) {
            throw failure(list, key, share);
        }
    }

    /**
     * Whether the job must fail.
     *
     * @param share {@code shards.maximum-bad-files}
     */
    boolean isTooLarge(double share) {
        return !files.isEmpty() && (files.size() > share * found || files.size() == found);
    }

    /**
     * The failure, with all of the list.
     *
     * @param key of the setting that allows so many
     */
    BadDataException failure(Path list, String key, double share) {
        String lines = files.stream()
                .map(bad -> "\n  " + bad.file() + ": " + bad.place() + ": " + bad.reason())
                .sorted()
                .collect(Collectors.joining());
        return new BadDataException(
                list.toString(), share(), "cannot be used, more than " + key + " = " + share + " allows:" + lines);
    }

    /** Tells that some are left out. */
    void tell(Consumer<String> log, Path list) {
        if (!files.isEmpty()) {
            log.accept(share() + " cannot be used and are left out, see " + list);
        }
    }

    private String share() {
        return files.size() + " of " + found + " files";
    }
}
