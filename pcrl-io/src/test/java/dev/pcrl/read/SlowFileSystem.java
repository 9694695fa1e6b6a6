package dev.pcrl.read;

import java.io.FileInputStream;
import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * Local files as a remote store may serve them: a few bytes at a time, none of them known to be available, and a
 * failure from some byte on.
 */
public final class SlowFileSystem extends RawLocalFileSystem {
    private static final String FAILS_AT = "slow.fails.at";

    /** Settings for paths such as {@code slow:///tmp/a.nii}. */
    static Configuration configuration(long failsAt) {
        Configuration configuration = new Configuration();
        configuration.setClass("fs.slow.impl", SlowFileSystem.class, FileSystem.class);
        configuration.setBoolean("fs.slow.impl.disable.cache", true);
        configuration.setLong(FAILS_AT, failsAt);
        return configuration;
    }

    @Override
    public URI getUri() {
        return URI.create("slow:///");
    }

    @Override
    public FSDataInputStream open(Path file, int bufferSize) throws IOException {
        return new FSDataInputStream(
                new Stream(pathToFile(file).toString(), getConf().getLong(FAILS_AT, 0)));
    }

    private static final class Stream extends FSInputStream {
        private final FileInputStream file;
        private final long failsAt;

        Stream(String file, long failsAt) throws IOException {
            this.file = new FileInputStream(file);
            this.failsAt = failsAt;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int count) throws IOException {
            if (getPos() >= failsAt) {
                throw new IOException("connection reset");
            }
            return file.read(target, offset, (int) Math.min(Math.min(7, count), failsAt - getPos()));
        }

        @Override
        public int available() {
            return 0;
        }

        @Override
        public void seek(long position) throws IOException {
            file.getChannel().position(position);
        }

        @Override
        public long getPos() throws IOException {
            return file.getChannel().position();
        }

        @Override
        public boolean seekToNewSource(long position) {
            return false;
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
