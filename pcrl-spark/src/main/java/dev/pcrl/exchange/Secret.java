package dev.pcrl.exchange;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the workers of one attempt of a round know, and nobody else. It travels in the task, by Spark's own channels
 * (encrypted where {@code spark.network.crypto.enabled} is set), and never over the ring: there a worker proves that it
 * knows it.
 */
public final class Secret implements Serializable {
    private static final long serialVersionUID = 1;
    private static final String ALGORITHM = "HmacSHA256";
    static final int BYTES = 32;

    private final byte[] key;

    private Secret(byte[] key) {
        this.key = key;
    }

    /** A new secret. */
    public static Secret draw() {
        return new Secret(randomBytes());
    }

    /** So many random bytes as a proof has. */
    static byte[] randomBytes() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    /**
     * Proof of knowing the secret (HMAC-SHA256), {@value #BYTES} bytes.
     *
     * @param role what the prover is, so that a proof cannot be sent back
     * @param rank the prover's
     * @param challenges random bytes of both sides, so that a proof cannot be used again
     */
    byte[] prove(String role, int rank, byte[]... challenges) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update(role.getBytes(StandardCharsets.US_ASCII));
            mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(rank).array());
            for (byte[] challenge : challenges) {
                mac.update(challenge);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** Says nothing. */
    @Override
    public String toString() {
        return "secret";
    }
}
