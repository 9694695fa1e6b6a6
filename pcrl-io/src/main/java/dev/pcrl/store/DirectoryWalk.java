package dev.pcrl.store;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NoSuchElementException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * All files below a local directory. Hadoop's own walk asks for the permissions of each file, for which it starts a
 * process a file where its native library is missing; this one asks for none.
 */
final class DirectoryWalk implements RemoteIterator<StoredFile> {
    private final FileSystem files;
    private final Deque<FileStatus> waiting = new ArrayDeque<>();

    DirectoryWalk(FileSystem files, Path start) throws IOException {
        this.files = files;
        waiting.add(files.getFileStatus(start));
    }

    @Override
    public boolean hasNext() throws IOException {
        while (!waiting.isEmpty() && waiting.peek().isDirectory()) {
            for (FileStatus child : files.listStatus(waiting.pop().getPath())) {
                waiting.push(child);
            }
        }
        return !waiting.isEmpty();
    }

    @Override
    public StoredFile next() throws IOException {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        FileStatus file = waiting.pop();
        return new StoredFile(file.getPath(), file.getLen());
    }
}
