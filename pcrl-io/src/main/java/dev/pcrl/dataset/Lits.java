package dev.pcrl.dataset;

import dev.pcrl.dataset.Tree.Found;
import dev.pcrl.store.Store;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * LiTS (Bilic et al., "The Liver Tumor Segmentation Benchmark", Medical Image Analysis 2023): {@code volume-N.nii} and
 * {@code segmentation-N.nii}, packed or not, in {@code Training Batch 1}, {@code Training Batch 2} or all in one place.
 * The set names no patients: each volume counts as one.
 */
final class Lits implements DatasetLayout {
    private static final Pattern VOLUME = Pattern.compile("(?:.*/)?volume-([0-9]+)\\.nii(?:\\.gz)?");
    private static final Pattern SEGMENTATION = Pattern.compile("(?:.*/)?segmentation-([0-9]+)\\.nii(?:\\.gz)?");

    /** 1 is liver, 2 is tumour, which is inside of it. */
    private static final Map<String, List<Integer>> REGIONS = regions();

    private static Map<String, List<Integer>> regions() {
        Map<String, List<Integer>> regions = new LinkedHashMap<>();
        regions.put("liver", List.of(1, 2));
        regions.put("tumour", List.of(2));
        return regions;
    }

    @Override
    public String expects() {
        return "volume-N.nii";
    }

    @Override
    public FoundCases find(Store store, Path root) {
        Tree tree = Tree.of(store, root);
        Map<String, Found> volumes = tree.unique(VOLUME, file -> file.group(1));
        Map<String, Found> segmentations = tree.unique(SEGMENTATION, file -> file.group(1));
        List<Case> cases = new ArrayList<>();
        volumes.forEach((number, volume) -> {
            Optional<CaseSegmentation> segmentation = Optional.ofNullable(segmentations.get(number))
                    .map(file -> new CaseSegmentation(file.path(), REGIONS));
            cases.add(new Case(
                    volume.name(),
                    number,
                    Optional.empty(),
                    List.of(CaseImage.of(CaseImage.ONLY, volume.path())),
                    List.of(),
                    segmentation));
        });
        long alone = segmentations.keySet().stream()
                .filter(number -> !volumes.containsKey(number))
                .count();
        long without =
                cases.stream().filter(volume -> volume.segmentation().isEmpty()).count();
        return new FoundCases(
                cases,
                List.of(),
                Set.of(),
                List.of(new LabelList("segmentation-N.nii", segmentations.size(), alone)),
                List.of(),
                without,
                tree.others(volumes.size() + segmentations.size()));
    }
}
