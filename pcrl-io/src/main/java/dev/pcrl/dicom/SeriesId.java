package dev.pcrl.dicom;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The names under which series are known outside: UIDs can be traced to patients and never leave the reader. */
final class SeriesId {
    private static final int BYTES = 8;

    private SeriesId() {}

    /** The first 16 hexadecimal digits of the SHA-256 of a UID and what parts the series it names. */
    static String of(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
