package dev.pcrl.job;

import dev.pcrl.dataset.FileDigest;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.failure.UsageException;
import dev.pcrl.store.Store;
import java.util.Iterator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.util.SerializableConfiguration;

/** Reads the files of cases for their sizes and checksums; runs on executors. */
final class FileReading implements FlatMapFunction<Iterator<FileSet>, ReadFiles> {
    private static final long serialVersionUID = 1;

    private final SerializableConfiguration hadoop;

    FileReading(SerializableConfiguration hadoop) {
        this.hadoop = hadoop;
    }

    @Override
    public Iterator<ReadFiles> call(Iterator<FileSet> sets) {
        Store store = new Store(hadoop.value()); // one a task: its copy of the settings takes longer than a small file
        Iterable<FileSet> all = () -> sets;
        return StreamSupport.stream(all.spliterator(), false)
                .map(set -> read(store, set))
                .iterator();
    }

    private static ReadFiles read(Store store, FileSet set) {
        try {
            return new ReadFiles(
                    set.files().stream().map(file -> FileDigest.of(store, file)).toList(), List.of());
        } catch (BadDataException e) {
            return refused(e.file(), e.place(), e.reason());
        } catch (UsageException e) { // gone since it was listed, or not to be read
            return refused(set.name(), "file", e.getMessage());
        }
    }

    private static ReadFiles refused(String file, String place, String reason) {
        return new ReadFiles(List.of(), List.of(new Quarantined(file, place, reason)));
    }
}
