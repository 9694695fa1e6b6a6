package dev.pcrl.store;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Against a name node and a data node in this JVM. */
class HdfsStoreTest extends StoreContract {
    @TempDir
    static Path directory;

    private static MiniDFSCluster cluster;

    HdfsStoreTest() {
        super(new org.apache.hadoop.fs.Path(cluster.getURI() + "/volumes"));
    }

    @BeforeAll
    static void start() throws IOException {
        Configuration configuration = new Configuration();
        configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, directory.toString());
        cluster = new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
    }

    @AfterAll
    static void stop() {
        cluster.shutdown();
    }

    @Override
    Store store() {
        return new Store(new Configuration());
    }
}
