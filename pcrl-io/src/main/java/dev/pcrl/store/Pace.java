package dev.pcrl.store;

import java.time.Duration;

/**
 * How a {@link Lease} is kept alive.
 *
 * @param heartbeat how often its holder writes it anew
 * @param expiry how long it may stay unchanged, by the clock of whoever looks at it, before it is up to be taken over;
 *     must be longer than {@link Store#createText} takes, which on S3 is some seconds
 */
public record Pace(Duration heartbeat, Duration expiry) {
    /** Every 5 s, and 30 s. */
    public static final Pace USUAL = new Pace(Duration.ofSeconds(5), Duration.ofSeconds(30));

    public Pace {
        if (heartbeat.isNegative() || heartbeat.isZero()) {
            throw new IllegalArgumentException("heartbeat must be positive, not " + heartbeat);
        }
        if (expiry.compareTo(heartbeat) < 0) {
            throw new IllegalArgumentException("expiry must not be shorter than heartbeat: " + expiry);
        }
    }
}
