package dev.pcrl.store;

import java.io.FileNotFoundException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * S3A: an object is there, or replaced, when its upload is complete, a text's with one PUT. An upload that fails is
 * aborted and leaves nothing.
 */
final class ObjectWriting implements FileWriting {
    /** Longer than the PUT of another who looked at the same time should take. */
    private static final Duration SETTLES_IN = Duration.ofSeconds(2);

    private final FileSystem files;

    ObjectWriting(FileSystem files) {
        this.files = files;
    }

    @Override
    public void replace(Path file, Store.Writer content) throws IOException {
        FSDataOutputStream out = files.create(file, true);
        try {
            content.writeTo(new Uncommitted(out));
        } catch (IOException | RuntimeException | Error e) {
            out.abort();
            throw e;
        }
        out.close();
    }

    /**
     * Hadoop 3.3.4 cannot ask S3 for an exclusive PUT. Of several who write at the same time the last one wins, and
     * each reads after a while whether it was him; who is slower than that pause can take it away from one who was told
     * yes.
     */
    @Override
    public boolean create(Path file, byte[] content) throws IOException {
        if (files.exists(file)) {
            return false;
        }
        replace(file, out -> out.write(content));
        pause();
        try (InputStream in = files.open(file)) {
            return Arrays.equals(in.readAllBytes(), content);
        } catch (FileNotFoundException e) {
            return false; // another one wrote it and is done with it
        }
    }

    private static void pause() throws InterruptedIOException {
        try {
            Thread.sleep(SETTLES_IN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    /** Keeps what is written from being completed by a writer that closes its stream as it fails. */
    private static final class Uncommitted extends FilterOutputStream {
        Uncommitted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            out.write(bytes, offset, count);
        }

        @Override
        public void close() throws IOException {
            out.flush();
        }
    }
}
