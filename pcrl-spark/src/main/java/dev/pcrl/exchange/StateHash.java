package dev.pcrl.exchange;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.nd4j.linalg.api.ndarray.INDArray;

/** SHA-256 of vectors, bit by bit: replicas agree if their hashes do. */
public final class StateHash {
    private StateHash() {}

    /** The hash of some vectors, 64 hexadecimal digits. */
    public static String of(INDArray... vectors) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (INDArray vector : vectors) {
                digest.update(HostBytes.of(vector));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
