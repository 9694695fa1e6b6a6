package dev.pcrl.store;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * How a kind of file system comes to a file that is whole or not there. What Hadoop 3.3.4 offers for all of them,
 * {@code FileContext.rename} with {@code OVERWRITE}, is atomic on HDFS only: on local files and S3A it deletes first.
 */
interface FileWriting {
    /** The way for a file system. */
    static FileWriting of(FileSystem files, Configuration configuration) {
        if (files instanceof LocalFileSystem local) {
            return new LocalWriting(local);
        }
        return "s3a".equals(files.getUri().getScheme())
                ? new ObjectWriting(files)
                : new RenamingWriting(files, configuration);
    }

    /** Writes a file; one that is there stays readable until the new one takes its place. */
    void replace(Path file, Store.Writer content) throws IOException;

    /**
     * Makes a file that is not there.
     *
     * @return whether this call made it
     */
    boolean create(Path file, byte[] content) throws IOException;
}
