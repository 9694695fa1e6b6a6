package dev.pcrl.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.store.Store;
import java.util.List;
import org.apache.hadoop.fs.Path;

/**
 * What {@code views.json} says of a finished directory of view bundles.
 *
 * @param formatVersion of the rows
 * @param run identity of the run that made it, by which later jobs know the views
 * @param manifest SHA-256 of the manifest that named the volumes; empty if they were found in a directory
 * @param data {@linkplain DataHash names} the volumes that gave bundles, wherever they lie
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
        String data,
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

    /**
     * Reads the file. One that was written before there was {@link #data} gets in its place what named the data then:
     * the manifest, or else the run.
     *
     * @throws BadDataException if it is something else
     */
    static ViewsSummary read(Store store, Path file) {
        String text = store.readText(file);
        if (Json.parse(text, file, JsonNode.class) instanceof ObjectNode fields && !fields.has("data")) {
            String manifest = fields.path("manifest").asText();
            fields.put("data", manifest.isEmpty() ? fields.path("run").asText() : manifest);
            return Json.parse(fields.toString(), file, ViewsSummary.class);
        }
        return Json.parse(text, file, ViewsSummary.class);
    }
}
