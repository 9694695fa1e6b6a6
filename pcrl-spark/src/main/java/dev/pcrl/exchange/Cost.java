package dev.pcrl.exchange;

import java.io.Serializable;

/**
 * What sharing cost a worker in a step.
 *
 * @param encodeSeconds encoding and decoding
 * @param transferSeconds sending and receiving
 * @param bytes that the worker sent
 */
public record Cost(double encodeSeconds, double transferSeconds, long bytes) implements Serializable {
    /** Of a worker that is alone. */
    public static final Cost NONE = new Cost(0, 0, 0);
}
