package dev.pcrl.config;

import dev.pcrl.view.Rule;

/**
 * How {@code bin/pcrl views} stores view bundles.
 *
 * @param bundlesPerShard bundles in a Parquet file, on average; {@code bundles-per-shard}, 64 by default (some 35 MB at
 *     the paper's view sizes, before compression)
 * @param maximumBadFiles largest share of the input files that may be unreadable or unfit before the job fails;
 *     {@code maximum-bad-files}, a fraction, 0.05 by default
 */
public record ShardSettings(int bundlesPerShard, double maximumBadFiles) {
    public ShardSettings {
        Rule.check(bundlesPerShard >= 1, "bundles-per-shard", "be at least 1", bundlesPerShard);
        Rule.check(maximumBadFiles >= 0 && maximumBadFiles <= 1, "maximum-bad-files", "be in [0, 1]", maximumBadFiles);
    }

    /** Our own choice; the paper has no shards. */
    public static ShardSettings standard() {
        return new ShardSettings(64, 0.05);
    }
}
