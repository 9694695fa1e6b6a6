package dev.pcrl.store;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;

/**
 * HDFS, whose name node renames in one step, over a file or only where there is none. Of other file systems that Hadoop
 * knows we take what their renaming gives.
 */
final class RenamingWriting implements FileWriting {
    private final FileSystem files;
    private final Configuration configuration;

    RenamingWriting(FileSystem files, Configuration configuration) {
        this.files = files;
        this.configuration = configuration;
    }

    @Override
    public void replace(Path file, Store.Writer content) throws IOException {
        write(file, content, Rename.OVERWRITE);
    }

    @Override
    public boolean create(Path file, byte[] content) throws IOException {
        try {
            write(file, out -> out.write(content), Rename.NONE);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private void write(Path file, Store.Writer content, Rename option) throws IOException {
        FileContext context = FileContext.getFileContext(files.getUri(), configuration);
        TemporaryFile.write(
                files,
                file,
                content,
                temporary -> context.rename(files.makeQualified(temporary), files.makeQualified(file), option));
    }
}
