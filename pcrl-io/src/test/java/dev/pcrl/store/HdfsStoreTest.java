package dev.pcrl.store;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Against a name node and a data node in this JVM. */
class HdfsStoreTest extends StoreContract {
    @TempDir
    static Path directory;

    private static HdfsCluster cluster;

    HdfsStoreTest() {
        super(cluster.path("volumes"));
    }

    @BeforeAll
    static void start() throws IOException {
        cluster = HdfsCluster.start(directory);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Override
    Store store() {
        return new Store(new Configuration());
    }
}
