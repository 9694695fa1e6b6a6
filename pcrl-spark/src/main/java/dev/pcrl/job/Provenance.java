package dev.pcrl.job;

import dev.pcrl.config.PretrainConfig;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.package$;
import org.nd4j.linalg.factory.Nd4j;

/** Where a trained encoder comes from: what trained it, on what, with which seed and versions. Names no patient. */
final class Provenance {
    private Provenance() {}

    static Map<String, String> of(PretrainConfig config, ViewsSummary views, String run) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("run", run);
        facts.put("method", config.method().toString());
        facts.put("configuration", config.toYaml());
        facts.put("data-manifest", views.data());
        if (!views.manifest().isEmpty()) {
            facts.put("manifest-sha256", views.manifest());
        }
        facts.put("views", views.run());
        facts.put("volumes", Integer.toString(views.volumes()));
        facts.put("bundles", Long.toString(views.bundles()));
        facts.put("seed", Long.toString(config.seed()));
        facts.put("nd4j-backend", Nd4j.getBackend().getClass().getSimpleName());
        facts.putAll(versions());
        return facts;
    }

    /** With what software. */
    static Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>();
        versions.put("pcrl-version", Versions.pcrl());
        versions.put("java-version", System.getProperty("java.version"));
        versions.put("spark-version", package$.MODULE$.SPARK_VERSION());
        versions.put("dl4j-version", Versions.deeplearning4j());
        return versions;
    }
}
