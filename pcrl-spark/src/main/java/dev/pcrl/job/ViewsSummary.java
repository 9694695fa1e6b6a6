package dev.pcrl.job;

import java.util.List;

/**
 * What {@code views.json} says of a finished directory of view bundles.
 *
 * @param formatVersion of the rows
 * @param run identity of the run that made it, by which later jobs name the data
 * @param manifest SHA-256 of the manifest that named the volumes; empty if they were found in a directory
 * @param volumes volumes that gave bundles
 * @param quarantined files that could not be used
 * @param bundles number of bundles
 * @param globalSize size of the global views, such as {@code 64x64x32}
 * @param localSize size of the local views
 * @param localViews local views of a bundle
 * @param channels image channels
 * @param sources hashes of the volumes' URIs, sorted
 */
record ViewsSummary(
        int formatVersion,
        String run,
        String manifest,
        int volumes,
        int quarantined,
        long bundles,
        String globalSize,
        String localSize,
        int localViews,
        int channels,
        List<String> sources) {
    static final String FILE = "views.json";
    static final String BUNDLES = "bundles";
}
