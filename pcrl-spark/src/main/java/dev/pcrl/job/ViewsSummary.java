package dev.pcrl.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.store.Store;
import dev.pcrl.view.IntensitySettings;
import dev.pcrl.view.ViewSettings;
import java.util.List;
import java.util.Map;
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
 * @param settings {@linkplain #settings(ViewSettings) what else} a method and an encoder take for granted, by key
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
        Map<String, String> settings,
        List<String> sources) {
    static final String FILE = "views.json";
    static final String BUNDLES = "bundles";

    /** Where local crops lie, and how voxels became numbers: both are in the bundles for good. */
    static Map<String, String> settings(ViewSettings views) {
        IntensitySettings intensity = views.intensity();
        return Map.of(
                "views.crops", views.crops().toString(),
                "views.intensity.ct-low", Float.toString(intensity.ctLow()),
                "views.intensity.ct-high", Float.toString(intensity.ctHigh()),
                "views.intensity.mr-low-percentile", Double.toString(intensity.mrLowPercentile()),
                "views.intensity.mr-high-percentile", Double.toString(intensity.mrHighPercentile()));
    }

    /**
     * Reads the file. One that was written before there was {@link #data} gets in its place what named the data then:
     * the manifest, or else the run; one without {@link #settings} has none.
     *
     * @throws BadDataException if it is something else
     */
    static ViewsSummary read(Store store, Path file) {
        JsonNode content = Json.parse(store.readText(file), file, JsonNode.class);
        if (content instanceof ObjectNode fields) {
            String manifest = fields.path("manifest").asText();
            if (!fields.has("data")) {
                fields.put("data", manifest.isEmpty() ? fields.path("run").asText() : manifest);
            }
            if (!fields.has("settings")) {
                fields.putObject("settings");
            }
        }
        return Json.parse(content.toString(), file, ViewsSummary.class);
    }
}
