package dev.pcrl.finetune;

import static java.util.Objects.requireNonNull;

/**
 * What an epoch goes through once: a scan, or a place in one, and what is known of it.
 *
 * @param scan shared with samples of other places
 */
public record Sample(Scan scan, Labels labels) {
    public Sample {
        requireNonNull(scan, "scan");
        requireNonNull(labels, "labels");
    }
}
