package dev.pcrl.store;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.failure.PcrlException;
import dev.pcrl.failure.UnavailableException;
import dev.pcrl.failure.UsageException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.util.functional.RemoteIterators;

/**
 * Files of any store that Hadoop knows, named by URI ({@code /data/a.nii.gz}, {@code s3a://bucket/a.nii.gz},
 * {@code hdfs:///a.nii.gz}).
 *
 * <p>Failures come out as {@link UsageException} where the user named a wrong place and as {@link UnavailableException}
 * where the store may be well again later.
 */
public final class Store {
    private static final Pattern WITH_PASSWORD = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*://[^/@]*:[^/@]*@");

    private static final int READ_ATTEMPTS = 10;

    private final Configuration configuration;

    public Store(Configuration configuration) {
        this.configuration = new Configuration(configuration);
    }

    /** A store with Hadoop's settings as found on the class path. */
    public static Store local() {
        return new Store(new Configuration());
    }

    /**
     * The path that a user named.
     *
     * @throws UsageException if it is none, or holds a password, which is not repeated
     */
    public static Path path(String uri) {
        if (WITH_PASSWORD.matcher(uri).lookingAt()) {
            throw new UsageException("a URI with a password in it ends in logs: leave it to the store's credential"
                    + " providers (for s3a: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or core-site.xml)");
        }
        try {
            return new Path(uri);
        } catch (IllegalArgumentException e) {
            throw new UsageException("not a path: '" + uri + "' (" + e.getMessage() + ")", e);
        }
    }

    /** Something to do with a stream of a file. */
    @FunctionalInterface
    public interface Writer {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Opens a file for reading from its start; can seek. */
    public FSDataInputStream open(Path file) {
        return call(file, "read", () -> opened(file));
    }

    private FSDataInputStream opened(Path file) throws IOException {
        FileSystem files = fileSystem(file);
        if (files.getFileStatus(file).isDirectory()) {
            throw new UsageException(file + " is a directory; a file is expected");
        }
        return files.open(file);
    }

    /** Size of a file in bytes. */
    public long length(Path file) {
        return call(file, "read", () -> fileSystem(file).getFileStatus(file).getLen());
    }

    public boolean exists(Path path) {
        return call(path, "look up", () -> fileSystem(path).exists(path));
    }

    /**
     * Makes sure that a result would overwrite nothing.
     *
     * @throws UsageException if something stands there
     */
    public void requireAbsent(Path path) {
        if (exists(path)) {
            throw new UsageException(path + " exists already");
        }
    }

    public boolean isDirectory(Path path) {
        return call(path, "look up", () -> {
            FileSystem files = fileSystem(path);
            return files.exists(path) && files.getFileStatus(path).isDirectory();
        });
    }

    /** Whole content of a small text file in UTF-8. */
    public String readText(Path file) {
        return call(file, "read", () -> text(file));
    }

    /** Whole content of a small text file in UTF-8, if it is there. */
    public Optional<String> findText(Path file) {
        return call(file, "read", () -> {
            try {
                return Optional.of(text(file));
            } catch (FileNotFoundException e) {
                if (isForbidden(e)) {
                    throw e;
                }
                return Optional.empty();
            }
        });
    }

    private String text(Path file) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try (InputStream in = opened(file)) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                if (!isReplaced(e) || attempt == READ_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /**
     * All files below a directory, or the file itself, in no order; what is hidden (a leading . or _), or in a hidden
     * directory below it, is left out. The store is asked for more of them as the stream goes on, so that no listing
     * has to fit into memory.
     */
    public Stream<StoredFile> files(Path path) {
        String root = qualify(path).toUri().getPath();
        RemoteIterator<StoredFile> files = call(path, "list", () -> listing(path));
        Iterator<StoredFile> found = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return call(path, "list", files::hasNext);
            }

            @Override
            public StoredFile next() {
                return call(path, "list", files::next);
            }
        };
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(found, Spliterator.NONNULL), false)
                .filter(file -> !isHidden(root, file.path()));
    }

    private RemoteIterator<StoredFile> listing(Path path) throws IOException {
        FileSystem files = fileSystem(path);
        return files instanceof LocalFileSystem local
                ? new DirectoryWalk(local, path)
                : RemoteIterators.mappingRemoteIterator(
                        files.listFiles(path, true), file -> new StoredFile(file.getPath(), file.getLen()));
    }

    /**
     * What stands directly in a directory, sorted by name, without files that are not written whole; nothing if there
     * is no such directory.
     */
    public List<Path> children(Path directory) {
        return call(directory, "list", () -> {
            List<Path> found = new ArrayList<>();
            if (fileSystem(directory).exists(directory)) {
                for (FileStatus status : fileSystem(directory).listStatus(directory)) {
                    found.add(status.getPath());
                }
            }
            found.removeIf(TemporaryFile::isOne);
            found.sort(null);
            return found;
        });
    }

    /** Writes a file; nobody ever sees a half of it, and one that is there is replaced in one step. */
    public void write(Path file, Writer content) {
        call(file, "write", () -> {
            FileSystem files = fileSystem(file);
            requireNoDirectory(files, file);
            FileWriting.of(files, configuration).replace(file, content);
            return null;
        });
    }

    private static void requireNoDirectory(FileSystem files, Path file) throws IOException {
        if (files.exists(file) && files.getFileStatus(file).isDirectory()) {
            throw new UsageException(file + " is a directory; a file is to be written there");
        }
    }

    /** Writes a small text file in UTF-8, whole or not at all. */
    public void writeText(Path file, String text) {
        write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Makes a small text file in UTF-8 if there is none. Of several who do so at the same time exactly one is told that
     * it was him; a reader may see his local file empty for a moment. S3 promises less with Hadoop 3.3.4: the call
     * takes some seconds, the texts must differ, and whoever needs more than those seconds to write may be told yes
     * after another one was.
     *
     * @return whether this call made it
     */
    public boolean createText(Path file, String text) {
        return call(file, "write", () -> {
            FileSystem files = fileSystem(file);
            requireNoDirectory(files, file);
            return FileWriting.of(files, configuration).create(file, text.getBytes(StandardCharsets.UTF_8));
        });
    }

    /** Makes a directory and those above it. */
    public void makeDirectory(Path directory) {
        call(directory, "create", () -> {
            if (!fileSystem(directory).mkdirs(directory)) {
                throw new UsageException("cannot create the directory " + directory);
            }
            return null;
        });
    }

    /** Removes a file or a whole directory, if it is there. */
    public void delete(Path path) {
        call(path, "delete", () -> fileSystem(path).delete(path, true));
    }

    /** How the paths of all files below a directory begin; a bucket's root ends with its slash already. */
    public static String prefix(Path directory) {
        return directory.toString().endsWith("/") ? directory.toString() : directory + "/";
    }

    /** The path with its scheme and without relative parts. */
    public Path qualify(Path path) {
        return call(path, "look up", () -> fileSystem(path).makeQualified(path));
    }

    private FileSystem fileSystem(Path path) throws IOException {
        FileSystem files;
        try {
            files = path.getFileSystem(configuration);
        } catch (RuntimeException e) {
            if (e.getCause() instanceof ClassNotFoundException) {
                throw new UsageException(
                        "cannot use " + path + ": its file system is not on the class path ("
                                + e.getCause().getMessage() + "); s3a: needs hadoop-aws",
                        e);
            }
            if (e.getCause() instanceof UnknownHostException) {
                throw new UnavailableException("cannot use " + path + ": unknown host", e);
            }
            if (path.toUri().getHost() == null && path.toUri().getAuthority() != null) {
                throw new UsageException(
                        "cannot use " + path + ": " + path.toUri().getAuthority() + " is no name of a host or bucket",
                        e);
            }
            throw e;
        }
        files.setWriteChecksum(false); // no .crc files beside a user's results
        return files;
    }

    /** Copies, such as those of git-annex, and files that are not written whole are no data. */
    private static boolean isHidden(String root, Path file) {
        String path = file.toUri().getPath();
        String below = path.startsWith(root) ? path.substring(root.length()) : "";
        return isHidden(file.getName()) || Stream.of(below.split("/")).anyMatch(Store::isHidden);
    }

    /** Whether a file's or directory's name says that it is not for users: a leading . or _. */
    public static boolean isHidden(String name) {
        return name.startsWith(".") || name.startsWith("_");
    }

    /** What a store is asked for. */
    @FunctionalInterface
    private interface Request<T> {
        T answer() throws IOException;
    }

    private static <T> T call(Path path, String verb, Request<T> request) {
        try {
            return request.answer();
        } catch (FileNotFoundException e) {
            if (isForbidden(e)) {
                throw new UsageException("cannot " + verb + " " + path + ": permission denied", e);
            }
            throw new UsageException("cannot " + verb + " " + path + ": no such file or directory", e);
        } catch (ParentNotDirectoryException | org.apache.hadoop.fs.FileAlreadyExistsException e) {
            throw new UsageException("cannot " + verb + " " + path + ": " + e.getMessage(), e);
        } catch (AccessControlException | java.nio.file.AccessDeniedException e) {
            throw new UsageException("cannot " + verb + " " + path + ": permission denied", e);
        } catch (org.apache.hadoop.fs.UnsupportedFileSystemException e) {
            throw new UsageException("cannot " + verb + " " + path + ": " + e.getMessage(), e);
        } catch (ChecksumException e) {
            throw unreadable(path, e);
        } catch (IOException e) {
            if (isOf(e, "UnknownStoreException")) {
                throw new UsageException("cannot " + verb + " " + path + ": no such bucket", e);
            }
            throw new UnavailableException("cannot " + verb + " " + path + ": " + e.getMessage(), e);
        }
    }

    /**
     * What it means that an open file cannot be read on: damage where its bytes are not those that were written, else a
     * store that may be better later.
     *
     * @param file what messages know it by
     */
    public static PcrlException unreadable(Object file, IOException failure) {
        return failure instanceof ChecksumException
                ? new BadDataException(
                        file.toString(), "bytes", "they do not match their checksum in the store", failure)
                : new UnavailableException("cannot read " + file + ": " + failure.getMessage(), failure);
    }

    private static boolean isForbidden(FileNotFoundException failure) {
        return failure.getMessage() != null && failure.getMessage().contains("Permission denied");
    }

    /** S3A and HDFS look at a file and then read it: between the two another one may have taken its place. */
    private static boolean isReplaced(IOException failure) {
        return isOf(failure, "RemoteFileChangedException")
                || String.valueOf(failure.getMessage()).startsWith("Blocklist for ");
    }

    /** Whether a failure is of a class of hadoop-aws, which may be absent. */
    private static boolean isOf(IOException failure, String simpleName) {
        return failure.getClass().getSimpleName().equals(simpleName);
    }
}
