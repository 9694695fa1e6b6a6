package dev.pcrl.dataset;

import dev.pcrl.dataset.Tree.Found;
import dev.pcrl.read.VolumeListing.LeftOut;
import dev.pcrl.store.Store;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * BraTS 2018 (Bakas et al., arXiv:1811.02629): {@code HGG/CASE/CASE_t1.nii.gz} and so on, the grade in the path. A case
 * has four images and a segmentation; the whole tumour is the voxels 1, 2 and 4, its core 1 and 4, what takes up
 * contrast 4. A case's name ends with the number of the examination, what stands before is the patient.
 */
final class Brats2018 implements DatasetLayout {
    private static final Pattern FILE =
            Pattern.compile("((?:.*/)?(HGG|LGG)/([^/]+))/\\3_(t1|t1ce|t2|flair|seg)\\.nii(?:\\.gz)?");
    private static final List<String> MODALITIES = List.of("t1", "t1ce", "t2", "flair");
    private static final String SEGMENTATION = "seg";
    private static final Map<String, List<Integer>> REGIONS = regions();

    private static Map<String, List<Integer>> regions() {
        Map<String, List<Integer>> regions = new LinkedHashMap<>();
        regions.put("whole-tumour", List.of(1, 2, 4));
        regions.put("tumour-core", List.of(1, 4));
        regions.put("enhancing-tumour", List.of(4));
        return regions;
    }

    @Override
    public String expects() {
        return "HGG/CASE/CASE_t1.nii.gz";
    }

    @Override
    public FoundCases find(Store store, Path root) {
        Tree tree = Tree.of(store, root);
        Map<String, Map<String, Found>> found = new TreeMap<>(); // HGG/CASE -> modality -> file
        Map<String, Found> all = tree.unique(FILE, file -> file.group(1) + "/" + file.group(4));
        for (Found file : all.values()) {
            found.computeIfAbsent(file.group(1), id -> new TreeMap<>()).put(file.group(4), file);
        }
        List<Case> cases = new ArrayList<>();
        List<LeftOut> refused = new ArrayList<>();
        found.forEach((id, files) -> {
            List<String> missing =
                    MODALITIES.stream().filter(name -> !files.containsKey(name)).toList();
            if (missing.isEmpty()) {
                cases.add(whole(id, files));
            } else {
                Path directory = files.values().iterator().next().path().getParent();
                refused.add(new LeftOut(directory.toString(), "directory", "lacks " + String.join(", ", missing)));
            }
        });
        long without =
                cases.stream().filter(one -> one.segmentation().isEmpty()).count();
        return new FoundCases(cases, refused, Set.of(), List.of(), List.of(), without, tree.others(all.size()));
    }

    private static Case whole(String id, Map<String, Found> files) {
        Found any = files.get(MODALITIES.get(0));
        Truth high = any.group(2).equals("HGG") ? Truth.POSITIVE : Truth.NEGATIVE;
        return new Case(
                id,
                any.group(3).replaceFirst("_[0-9]+$", ""),
                Optional.empty(),
                MODALITIES.stream()
                        .map(name -> CaseImage.of(name, files.get(name).path()))
                        .toList(),
                List.of(new ImageLabels(Map.of("high-grade", high))),
                Optional.ofNullable(files.get(SEGMENTATION)).map(file -> new CaseSegmentation(file.path(), REGIONS)));
    }
}
