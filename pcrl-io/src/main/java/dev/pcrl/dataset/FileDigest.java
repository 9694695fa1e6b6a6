package dev.pcrl.dataset;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.store.ByteSource;
import dev.pcrl.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.hadoop.fs.Path;

/** Size and SHA-256 of files. */
public final class FileDigest {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final byte[] GZIP = {0x1f, (byte) 0x8b}; // what a packed file starts with (RFC 1952)

    private FileDigest() {}

    /**
     * Reads a file to its end, and once more through gzip's own checksum if it is packed.
     *
     * @throws BadDataException if it is empty, or does not unpack
     */
    public static ManifestFile of(Store store, Path file) {
        MessageDigest digest = sha256();
        long bytes = 0;
        boolean packed;
        try (InputStream in = store.open(file)) {
            byte[] start = in.readNBytes(GZIP.length);
            packed = Arrays.equals(start, GZIP);
            digest.update(start);
            bytes += start.length;
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                digest.update(buffer, 0, got);
                bytes += got;
            }
        } catch (IOException e) {
            throw Store.unreadable(file, e);
        }
        if (bytes == 0) {
            throw new BadDataException(file.toString(), "byte 0", "the file is empty");
        }
        if (packed) {
            try (ByteSource source = ByteSource.open(store, file)) {
                source.verifyRest();
            }
        }
        return new ManifestFile(file.toString(), bytes, HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
