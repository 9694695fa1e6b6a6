package dev.pcrl.store;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Against a name node and a data node in this JVM. */
class HdfsLeaseTest extends LeaseContract {
    @TempDir
    static Path root;

    private static HdfsCluster cluster;

    HdfsLeaseTest() {
        super(cluster.path("leases"));
    }

    @BeforeAll
    static void start() throws IOException {
        cluster = HdfsCluster.start(root);
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
