package dev.pcrl.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class LocalStoreTest extends StoreContract {
    @TempDir
    static Path directory;

    LocalStoreTest() {
        super(new org.apache.hadoop.fs.Path(directory.toUri()));
    }

    @Override
    Store store() {
        return Store.local();
    }
}
