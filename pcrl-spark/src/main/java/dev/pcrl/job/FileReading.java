package dev.pcrl.job;

import dev.pcrl.dataset.FileDigest;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.failure.UsageException;
import dev.pcrl.store.Store;
import java.util.List;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.util.SerializableConfiguration;

/** Reads the files of a case for their sizes and checksums; runs on executors. */
final class FileReading implements Function<FileSet, ReadFiles> {
    private static final long serialVersionUID = 1;

    private final SerializableConfiguration hadoop;

    FileReading(SerializableConfiguration hadoop) {
        this.hadoop = hadoop;
    }

    @Override
    public ReadFiles call(FileSet set) {
        Store store = new Store(hadoop.value());
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
