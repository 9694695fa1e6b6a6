package dev.pcrl.view;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The name under which bundles know the volume they come from: the first 16 hexadecimal digits of the SHA-256 of its
 * path below the place that was searched, so that copies of a data set give the same bundles. File names may name
 * patients, so that the path itself never gets into a bundle.
 */
public final class SourceHash {
    private static final int BYTES = 8;

    private SourceHash() {}

    /** The hash of a path: 16 lower-case hexadecimal digits. */
    public static String of(String path) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(path.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * The 64 bits that the digits stand for.
     *
     * @throws IllegalArgumentException if these are not 16 hexadecimal digits
     */
    static long bits(String hash) {
        if (hash.length() != 2 * BYTES) {
            throw new IllegalArgumentException("a source hash has 16 hexadecimal digits: " + hash);
        }
        return Long.parseUnsignedLong(hash, 16);
    }
}
