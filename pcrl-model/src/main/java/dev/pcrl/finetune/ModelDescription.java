package dev.pcrl.finetune;

import static java.util.Objects.requireNonNull;

import dev.pcrl.dicom.SeriesSettings;
import dev.pcrl.network.EncoderShape;
import dev.pcrl.network.NsUNetConfig;
import dev.pcrl.network.SupervisedNetwork;
import dev.pcrl.network.SupervisedNetwork.Kind;
import dev.pcrl.view.IntensitySettings;
import dev.pcrl.view.Rule;
import dev.pcrl.view.Size;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A fine-tuned network without its weights: all that is needed to use it.
 *
 * @param task what it tells
 * @param network its encoder; the size of views is that of {@link #window}
 * @param skipConnections whether its decoder has them
 * @param overlap share of a sliding window that the next one covers, too, as in validation; in [0, 1)
 * @param series what a DICOM series may lack, as when it was trained
 * @param intensity how voxels become numbers in [0, 1]
 * @param provenance what trained it, any strings
 */
public record ModelDescription(
        Task task,
        EncoderShape network,
        boolean skipConnections,
        double overlap,
        SeriesSettings series,
        IntensitySettings intensity,
        Map<String, String> provenance) {
    public ModelDescription {
        requireNonNull(task, "task");
        requireNonNull(network, "network");
        new SlidingWindow(network.globalView(), overlap); // knows its rules
        requireNonNull(series, "series");
        requireNonNull(intensity, "intensity");
        provenance = Collections.unmodifiableMap(new TreeMap<>(provenance));
        Rule.check(
                task.kind().isClassification() || network instanceof NsUNetConfig,
                "kind",
                "be " + TaskKind.IMAGE + " or " + TaskKind.POINTS + " for " + network.kind(),
                task.kind());
    }

    /** What the network sees at a time. */
    public Size window() {
        return network.globalView();
    }

    /** What makes examples for the network. */
    public ExampleCutter cutter() {
        return new ExampleCutter(window(), network::normalise);
    }

    /** The network, as it is to be built. */
    public SupervisedNetwork toNetwork() {
        Kind kind = task.kind().isClassification()
                ? Kind.CLASSIFIER
                : skipConnections ? Kind.SEGMENTER_WITH_SKIPS : Kind.SEGMENTER;
        return new SupervisedNetwork(network, kind, task.classes().size());
    }
}
