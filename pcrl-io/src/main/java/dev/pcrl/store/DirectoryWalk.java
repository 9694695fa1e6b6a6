package dev.pcrl.store;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * All files below a local directory. Hadoop's own walk asks for the permissions of each file, for which it starts a
 * process a file where its native library is missing; this one asks for none. Hadoop's also passes over links to
 * nothing and names that the locale has no characters for: here they are files, which whoever reads them finds missing.
 * A link to a directory that it lies in is not followed, and hidden directories are not looked into.
 */
final class DirectoryWalk implements RemoteIterator<StoredFile> {
    /** What Java puts in the place of bytes that are no character of the locale. */
    private static final String NO_CHARACTER = "\uFFFD";

    private final LocalFileSystem files;
    private final Deque<FileStatus> waiting = new ArrayDeque<>();

    DirectoryWalk(LocalFileSystem files, Path start) throws IOException {
        this.files = files;
        waiting.add(files.getFileStatus(start));
    }

    @Override
    public boolean hasNext() throws IOException {
        while (!waiting.isEmpty() && waiting.peek().isDirectory()) {
            Path directory = waiting.pop().getPath();
            FileStatus[] children = files.listStatus(directory);
            for (FileStatus child : children) {
                if (!child.isDirectory() || isToBeWalked(child.getPath())) {
                    waiting.push(child);
                }
            }
            addUnseen(directory, files.pathToFile(directory), children);
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

    private boolean isToBeWalked(Path directory) throws IOException {
        java.nio.file.Path path = files.pathToFile(directory).toPath();
        boolean leadsBack = Files.isSymbolicLink(path)
                && path.toAbsolutePath().getParent().toRealPath().startsWith(path.toRealPath());
        return !leadsBack && !Store.isHidden(directory.getName());
    }

    /** Takes what stands in a directory, but was not shown as a child. */
    private void addUnseen(Path directory, File itself, FileStatus... children) {
        String[] names = itself.list();
        if (names == null || names.length == children.length) {
            return;
        }
        Set<String> seen =
                Arrays.stream(children).map(child -> child.getPath().getName()).collect(Collectors.toSet());
        for (String name : names) {
            if (!seen.contains(name)
                    && (name.contains(NO_CHARACTER)
                            || Files.isSymbolicLink(itself.toPath().resolve(name)))) {
                waiting.push(
                        new FileStatus(0, false, 1, 0, 0, new Path(directory + "/" + name))); // which may have a colon
            }
        }
    }
}
