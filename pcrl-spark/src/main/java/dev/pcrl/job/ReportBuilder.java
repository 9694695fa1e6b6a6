package dev.pcrl.job;

import dev.pcrl.config.PretrainConfig;
import dev.pcrl.report.BundlePicture;
import dev.pcrl.report.GreyImage;
import dev.pcrl.report.ReportData;
import dev.pcrl.report.RestorationPicture;
import dev.pcrl.report.SliceCutter;
import dev.pcrl.report.ViewPicture;
import dev.pcrl.shard.BundleRows;
import dev.pcrl.train.StepRecord;
import dev.pcrl.view.Size;
import dev.pcrl.view.View;
import dev.pcrl.view.ViewBundle;
import dev.pcrl.volume.Box;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A finished run as the values that the report shows. */
final class ReportBuilder {
    private final PretrainConfig config;
    private final Map<String, String> provenance;

    ReportBuilder(PretrainConfig config, Map<String, String> provenance) {
        this.config = config;
        this.provenance = provenance;
    }

    ReportData build(List<StepRecord> steps, RestoredBundle restored, long parameters, String master) {
        ViewBundle bundle = BundleRows.toBundle(restored.row());
        return new ReportData(
                "Pre-training with " + config.method() + ": " + provenance.get("volumes") + " volumes, " + steps.size()
                        + " steps",
                summary(steps, parameters, master),
                steps,
                Optional.of(picture(bundle)),
                restorations(restored),
                config.toYaml(),
                Json.pretty(provenance));
    }

    private Map<String, String> summary(List<StepRecord> steps, long parameters, String master) {
        double seconds = steps.stream().mapToDouble(StepRecord::seconds).sum();
        long views = steps.stream().mapToLong(StepRecord::views).sum();
        Duration time = Duration.ofSeconds((long) seconds);
        Map<String, String> summary = new LinkedHashMap<>();
        summary.put("run", provenance.get("run"));
        summary.put("steps", Integer.toString(steps.size()));
        summary.put("epochs", Integer.toString(config.training().epochs()));
        summary.put("volumes", provenance.get("volumes"));
        summary.put("view bundles", provenance.get("bundles"));
        summary.put(
                "time in steps", String.format(Locale.ROOT, "%d min %02d s", time.toMinutes(), time.toSecondsPart()));
        summary.put("views per second", String.format(Locale.ROOT, "%.1f", views / seconds));
        if (config.network().channels() > 1) {
            summary.put("channels", config.network().channels() + ", of which pictures show the first");
        }
        summary.put("parameters", String.format(Locale.ROOT, "%,d", parameters));
        summary.put("Spark master", master);
        summary.put("PCRL", provenance.get("pcrl-version"));
        summary.put("data manifest", provenance.get("data-manifest"));
        return summary;
    }

    private static BundlePicture picture(ViewBundle bundle) {
        return new BundlePicture(
                "volume " + bundle.sourceHash() + ", bundle " + bundle.index(),
                pictures(bundle.globalBoxes(), bundle.globalViews()),
                pictures(bundle.localBoxes(), bundle.localViews()));
    }

    private static List<ViewPicture> pictures(List<Box> boxes, List<View> views) {
        List<ViewPicture> pictures = new ArrayList<>();
        for (int i = 0; i < boxes.size(); i++) {
            SliceCutter cutter = cutter(views.get(i).toArray(), views.get(i).size(), 0, 1);
            pictures.add(new ViewPicture(boxes.get(i), cutter.axial(), Optional.of(cutter.coronal())));
        }
        return pictures;
    }

    private List<RestorationPicture> restorations(RestoredBundle restored) {
        List<RestorationPicture> pictures = new ArrayList<>();
        Size size = config.views().globalSize();
        for (int scale : restored.restored().keySet()) {
            List<float[]> views = restored.restored().get(scale);
            for (int view = 0; view < views.size(); view++) {
                float[] input = firstChannel(restored.corrupted().get(view), size);
                float[] target = restored.clean().get(view);
                GreyImage corrupted = cutter(input, size, percentile(input, 0.01), percentile(input, 0.99))
                        .axial();
                pictures.add(new RestorationPicture(
                        scale,
                        view + 1,
                        corrupted,
                        cutter(views.get(view), size, 0, 1).axial(),
                        cutter(target, size, 0, 1).axial(),
                        RestoredBundle.meanSquaredError(views.get(view), target),
                        RestoredBundle.correlation(views.get(view), target),
                        RestoredBundle.correlation(restored.corrupted().get(view), target)));
            }
        }
        return pictures;
    }

    private static SliceCutter cutter(float[] values, Size size, float black, float white) {
        return new SliceCutter(firstChannel(values, size), size.x(), size.y(), size.z(), black, white);
    }

    /** The first channel of values [x, y, z, C]: a picture is grey. */
    private static float[] firstChannel(float[] values, Size size) {
        int voxels = size.voxels();
        int channels = values.length / voxels;
        float[] first = new float[voxels];
        for (int i = 0; i < voxels; i++) {
            first[i] = values[i * channels];
        }
        return first;
    }

    /** The network's input is z-normalised; its own range is what a picture of it can show. */
    private static float percentile(float[] values, double share) {
        float[] sorted = values.clone();
        java.util.Arrays.sort(sorted);
        return sorted[(int) (share * (sorted.length - 1))];
    }
}
