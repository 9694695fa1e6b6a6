package dev.pcrl.store;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;

/** A name node and a data node in this JVM. */
final class HdfsCluster implements AutoCloseable {
    private final MiniDFSCluster cluster;

    private HdfsCluster(MiniDFSCluster cluster) {
        this.cluster = cluster;
    }

    /** Starts them, with their files below a directory. */
    static HdfsCluster start(Path directory) throws IOException {
        Configuration configuration = new Configuration();
        configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, directory.toString());
        return new HdfsCluster(
                new MiniDFSCluster.Builder(configuration).numDataNodes(1).build());
    }

    /** A path of it. */
    org.apache.hadoop.fs.Path path(String name) {
        return new org.apache.hadoop.fs.Path(cluster.getURI() + "/" + name);
    }

    @Override
    public void close() {
        cluster.shutdown();
    }
}
