package dev.pcrl.dataset;

import static java.util.Objects.requireNonNull;

import dev.pcrl.view.SourceHash;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.hadoop.fs.Path;

/** Cases and what was read of their files to a manifest. */
public final class ManifestBuilder {
    private final DatasetSettings settings;
    private final long seed;

    /** @param seed what patients are split by */
    public ManifestBuilder(DatasetSettings settings, long seed) {
        this.settings = requireNonNull(settings, "settings");
        this.seed = seed;
    }

    /**
     * The manifest.
     *
     * @param found what the layout found
     * @param sound those of its cases whose files could be read
     * @param files what was read of each of these files
     */
    public Manifest build(FoundCases found, List<Case> sound, Map<Path, ManifestFile> files) {
        Map<String, Split> splits = new PatientSplit(settings, seed).of(sound, found.officialSplits());
        List<ManifestEntry> entries = sound.stream()
                .sorted(Comparator.comparing(Case::id))
                .map(one -> entry(one, splits.get(one.patient()), files::get))
                .toList();
        ManifestHeader header = new ManifestHeader(
                ManifestHeader.FORMAT_VERSION,
                settings,
                seed,
                settings.officialSplit()
                        ? found.officialSplits().stream().sorted().toList()
                        : List.of(),
                found.lists(),
                found.filesWithoutRow(),
                found.otherFiles(),
                found.cases().size() - sound.size() + found.refused().size(),
                entries.size(),
                splits.size());
        return new Manifest(header, entries);
    }

    /** The same number in two sets is two patients. */
    private String hash(String patient) {
        return SourceHash.of(settings.layout() + ":" + patient);
    }

    private ManifestEntry entry(Case one, Split split, Function<Path, ManifestFile> files) {
        List<ManifestImage> images = one.images().stream()
                .map(image -> new ManifestImage(
                        image.name(),
                        image.files().stream().map(files).toList(),
                        image.companions().stream().map(files).toList()))
                .toList();
        List<Label> labels = new ArrayList<>(one.labels());
        one.segmentation()
                .ifPresent(volume -> labels.add(new SegmentationLabel(files.apply(volume.file()), volume.regions())));
        return new ManifestEntry(one.id(), hash(one.patient()), split, images, labels);
    }
}
