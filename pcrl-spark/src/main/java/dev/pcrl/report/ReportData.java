package dev.pcrl.report;

import static java.util.Objects.requireNonNull;

import dev.pcrl.train.StepRecord;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything a report shows.
 *
 * @param title name of the run
 * @param summary the run's key facts (run id, steps, duration, parameters, versions, ...), in the order to show them
 * @param steps the records of {@code metrics.jsonl}, in order of step
 * @param bundle an example of what the network was fed
 * @param restorations examples of what it restored; none for methods that restore nothing
 * @param configurationYaml the run's configuration
 * @param provenanceJson what made it: data, code, libraries
 */
public record ReportData(
        String title,
        Map<String, String> summary,
        List<StepRecord> steps,
        Optional<BundlePicture> bundle,
        List<RestorationPicture> restorations,
        String configurationYaml,
        String provenanceJson) {
    public ReportData {
        requireNonNull(title, "title");
        requireNonNull(bundle, "bundle");
        requireNonNull(configurationYaml, "configurationYaml");
        requireNonNull(provenanceJson, "provenanceJson");
        summary = Collections.unmodifiableMap(new LinkedHashMap<>(summary)); // Map.copyOf would lose the order
        steps = List.copyOf(steps);
        restorations = List.copyOf(restorations);
    }
}
