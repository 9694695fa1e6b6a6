package dev.pcrl.store;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/** Local files: rename(2) replaces a file, open(2) with O_EXCL makes a new one. */
final class LocalWriting implements FileWriting {
    private final LocalFileSystem files;

    LocalWriting(LocalFileSystem files) {
        this.files = files;
    }

    @Override
    public void replace(Path file, Store.Writer content) throws IOException {
        TemporaryFile.write(files, file, content, temporary -> {
            if (!files.rename(temporary, file)) {
                throw new IOException("cannot be put in its place");
            }
        });
    }

    @Override
    public boolean create(Path file, byte[] content) throws IOException {
        File local = files.pathToFile(file);
        files.mkdirs(file.getParent());
        if (!local.createNewFile()) { // Hadoop's own create(file, false) looks first and then creates
            return false;
        }
        try (OutputStream out = files.create(file, true)) {
            out.write(content);
            return true;
        } catch (IOException e) {
            files.delete(file, false);
            throw e;
        }
    }
}
