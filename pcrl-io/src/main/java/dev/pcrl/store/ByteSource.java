package dev.pcrl.store;

import dev.pcrl.failure.BadDataException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;

/**
 * The bytes of a file from some place on, uncompressed on the way, and counted, so that a fault is told with its place.
 *
 * <p>Whatever goes wrong comes out as {@link BadDataException} where the bytes are at fault and as
 * {@link dev.pcrl.failure.UnavailableException} where the store is.
 */
public final class ByteSource implements AutoCloseable {
    /** One bit of deflate stands for at most 258 bytes with two bits a repeat: 8 * 258 / 2 bytes for each byte. */
    public static final long MOST_EXPANSION = 1032;

    /**
     * Bytes that a packed byte is believed to stand for. What promises more (label volumes do, and damaged headers) is
     * unpacked once to see whether it is there, before memory is taken for it.
     */
    private static final int BELIEVED_EXPANSION = 64;

    private static final int BUFFER_BYTES = 1 << 16;

    private final String file;
    private final Supplier<ByteSource> again;
    private final long length;
    private final boolean compressed;
    private final Watched watched;
    private final InputStream in;
    private long position;

    private ByteSource(
            String file,
            Supplier<ByteSource> again,
            long length,
            long position,
            boolean compressed,
            Watched watched,
            InputStream in) {
        this.file = file;
        this.again = again;
        this.length = length;
        this.position = position;
        this.compressed = compressed;
        this.watched = watched;
        this.in = in;
    }

    /** A file from its start; uncompressed if it starts as gzip does, whatever its name. */
    public static ByteSource open(Store store, Path file) {
        return open(store, file, 0, Packing.GZIP_OR_NONE);
    }

    /** How a file's bytes may be packed. */
    public enum Packing {
        /** As they are. */
        NONE,
        /** In gzip if they start so. */
        GZIP_OR_NONE,
        /** In gzip if they start so, else in zlib. */
        GZIP_OR_ZLIB,
        /** In deflate without a header or a checksum (RFC 1951), as DICOM has it. */
        DEFLATE
    }

    /**
     * A file from some byte on. Positions count from the file's start if the bytes are not packed, else from the start
     * of the unpacked bytes.
     *
     * @param start where to begin; a file that ends before is refused
     */
    public static ByteSource open(Store store, Path file, long start, Packing packing) {
        String name = file.toString();
        long length = store.length(file);
        if (start > length) {
            throw new BadDataException(
                    name, "byte " + length, "the file ends here; its voxels should start at byte " + start);
        }
        Supplier<ByteSource> again = () -> open(store, file, start, packing);
        FSDataInputStream stream = store.open(file);
        try {
            stream.seek(start);
            Watched watched = new Watched(stream);
            BufferedInputStream buffered = new BufferedInputStream(watched, BUFFER_BYTES);
            if (packing == Packing.NONE) {
                return new ByteSource(name, again, length, start, false, watched, buffered);
            }
            if (packing == Packing.DEFLATE) {
                return new ByteSource(name, again, length, 0, true, watched, new RawInflater(buffered));
            }
            buffered.mark(2);
            byte[] magic = buffered.readNBytes(2);
            buffered.reset();
            if (magic.length == 2 && magic[0] == 0x1f && magic[1] == (byte) 0x8b) {
                InputStream members = new GZIPInputStream(buffered, BUFFER_BYTES);
                return new ByteSource(name, again, length, 0, true, watched, members);
            }
            return packing == Packing.GZIP_OR_NONE
                    ? new ByteSource(name, again, length, start, false, watched, buffered)
                    : new ByteSource(name, again, length, 0, true, watched, new InflaterInputStream(buffered));
        } catch (EOFException | ZipException e) {
            closeQuietly(stream);
            throw new BadDataException(name, "byte " + start, "a damaged gzip header", e);
        } catch (IOException e) {
            closeQuietly(stream);
            throw Store.unreadable(name, e);
        }
    }

    /** The next bytes, exactly as many as asked for. */
    public void read(byte[] target, int count) {
        int got = readSome(target, count);
        if (got < count) {
            throw corrupt("the file ends here, " + (count - got) + " bytes too early at least");
        }
    }

    /** The next bytes, as many as there are up to a limit. */
    public byte[] readUpTo(int limit) {
        byte[] target = new byte[limit];
        return Arrays.copyOf(target, readSome(target, limit));
    }

    /** The next byte in 0..255, or -1 at the end. */
    public int read() {
        byte[] one = new byte[1];
        return readSome(one, 1) == 0 ? -1 : one[0] & 0xff;
    }

    /** Passes over bytes up to a position at or after this one; plain ones are not even fetched from the store. */
    public void skipTo(long target) {
        if (!compressed) {
            seek(target);
        }
        byte[] passed = new byte[(int) Math.max(0, Math.min(BUFFER_BYTES, target - position))];
        while (position < target) {
            read(passed, (int) Math.min(passed.length, target - position));
        }
    }

    /** Reads packed bytes to their end, where their checksum stands and is verified; plain bytes have none. */
    public void verifyRest() {
        if (compressed) {
            reaches(Long.MAX_VALUE); // what follows the voxels means nothing
        }
    }

    /** What messages know the file by. */
    public String file() {
        return file;
    }

    /** Bytes read and passed over so far. */
    public long position() {
        return position;
    }

    /** A position in this source as a message names it: {@code byte 352}. */
    public String place(long at) {
        return (compressed ? "unpacked byte " : "byte ") + at;
    }

    /** The position that no byte can have: the file's length, or the most that so many packed bytes unpack to. */
    public long bound() {
        return compressed ? Math.multiplyExact(length, MOST_EXPANSION) : length;
    }

    /** Whether the bytes are unpacked on the way. */
    public boolean compressed() {
        return compressed;
    }

    /**
     * Refuses a file that is too short for what its header promises, before memory is taken for it.
     *
     * @param start position of the first byte of voxels, in unpacked bytes
     * @param bytes how many bytes of voxels the header promises
     */
    public void requireRoomFor(long start, long bytes) {
        long most = bound();
        if (start > most || bytes > most - start) {
            throw tooShort("byte " + length, start, bytes);
        }
        if (compressed && start + bytes > BELIEVED_EXPANSION * length) {
            try (ByteSource another = again.get()) {
                if (!another.reaches(start + bytes)) {
                    throw tooShort(another.place(another.position), start, bytes);
                }
            }
        }
    }

    private BadDataException tooShort(String end, long start, long bytes) {
        return new BadDataException(
                file,
                end,
                "the file ends here and cannot hold the " + bytes + " bytes of voxels from " + place(start)
                        + " on that its header promises");
    }

    /** Reads up to a position, and tells whether the source goes so far. */
    private boolean reaches(long target) {
        byte[] passed = new byte[BUFFER_BYTES];
        for (int got = 1; position < target && got > 0; ) {
            got = readSome(passed, (int) Math.min(passed.length, target - position));
        }
        return position >= target;
    }

    /** A fault at the current position. */
    public BadDataException corrupt(String reason) {
        return corrupt(reason, null);
    }

    private BadDataException corrupt(String reason, Throwable cause) {
        return new BadDataException(file, place(position), reason, cause);
    }

    @SuppressWarnings("EmptyCatch") // a failure to let go of what was read harms nothing
    private static void closeQuietly(InputStream in) {
        try {
            in.close();
        } catch (IOException ignored) {
        }
    }

    /** Moves forward over plain bytes as far as the streams do so by themselves. */
    private void seek(long target) {
        try {
            for (long end = Math.min(target, length), passed = 1; position < end && passed > 0; position += passed) {
                passed = in.skip(end - position);
            }
        } catch (IOException e) {
            throw Store.unreadable(file, e);
        }
    }

    private int readSome(byte[] target, int count) {
        int got = 0;
        try {
            while (got < count) {
                int more = in.read(target, got, count - got);
                if (more < 0) {
                    watched.throwFailure();
                    break;
                }
                got += more;
                position += more;
            }
            return got;
        } catch (ZipException e) {
            throw corrupt("damaged compressed data: " + e.getMessage(), e);
        } catch (ChecksumException e) {
            throw corrupt("the bytes do not match their checksum in the store", e);
        } catch (StackOverflowError e) { // GZIPInputStream goes a call deeper for each member without content
            throw corrupt("too many empty gzip members in a row", e);
        } catch (EOFException e) {
            if (compressed) {
                throw corrupt("the compressed data end here too early", e);
            }
            throw Store.unreadable(file, e);
        } catch (IOException e) {
            throw Store.unreadable(file, e);
        }
    }

    @Override
    public void close() {
        closeQuietly(in);
    }

    /** Unpacks deflate without a header, and lets go of the inflater's memory when closed. */
    private static final class RawInflater extends InflaterInputStream {
        RawInflater(InputStream in) {
            super(in, new Inflater(true), BUFFER_BYTES);
        }

        @Override
        public void close() throws IOException {
            inf.end();
            super.close();
        }
    }

    /**
     * The store's stream, made fit for {@link GZIPInputStream}, which asks whether anything is available before it
     * looks for a further member (a remote stream may answer 0 at any time), and takes a failure at that place for the
     * end.
     */
    private static final class Watched extends FilterInputStream {
        private IOException failure;

        Watched(InputStream in) {
            super(in);
        }

        @Override
        public int available() {
            return 1;
        }

        @Override
        public int read() throws IOException {
            try {
                return super.read();
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }

        @Override
        public int read(byte[] target, int offset, int count) throws IOException {
            try {
                return super.read(target, offset, count);
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }

        /** Tells a failure that another stream may have kept to itself. */
        void throwFailure() throws IOException {
            if (failure != null) {
                throw failure;
            }
        }
    }
}
