package dev.pcrl.dataset;

import dev.pcrl.dataset.Tree.Found;
import dev.pcrl.store.Store;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * The anatomical images of a BIDS tree (Brain Imaging Data Structure 1.10, magnetic resonance imaging):
 * {@code sub-01[/ses-02]/anat/sub-01[_ses-02][_...]_T1w.nii.gz}, each a case named by its suffix. Of
 * {@code participants.tsv} only the subjects are read. Derivatives and masks have no use here.
 */
final class Bids implements DatasetLayout {
    private static final Pattern IMAGE = Pattern.compile(
            "(sub-[A-Za-z0-9]+)/(?:ses-[A-Za-z0-9]+/)?anat/\\1_(?:[^/]*_)?(?!defacemask|dseg|probseg)([A-Za-z0-9]+)"
                    + "\\.nii(?:\\.gz)?");
    private static final String LIST = "participants.tsv";
    private static final String SUBJECT = "participant_id";

    @Override
    public String expects() {
        return "sub-*/anat/*.nii.gz";
    }

    @Override
    public FoundCases find(Store store, Path root) {
        Tree tree = Tree.of(store, root);
        List<Case> cases = new ArrayList<>();
        Set<String> found = new HashSet<>();
        for (Found image : tree.matching(IMAGE)) {
            String subject = image.group(1);
            found.add(subject);
            cases.add(Case.of(image.name(), subject, CaseImage.of(image.group(2), image.path()), List.of()));
        }
        Optional<Path> list = tree.at(LIST);
        Set<String> listed = list.map(file -> subjects(store, file)).orElse(Set.of());
        long absent =
                listed.stream().filter(subject -> !found.contains(subject)).count();
        long withoutRow = cases.stream()
                .filter(image -> !listed.contains(image.patient()))
                .count();
        return new FoundCases(
                cases,
                List.of(),
                Set.of(),
                list.stream()
                        .map(file -> new LabelList(LIST, listed.size(), absent))
                        .toList(),
                list.isPresent() ? List.of() : List.of(LIST),
                list.isPresent() ? withoutRow : 0,
                tree.others(cases.size() + (list.isPresent() ? 1 : 0)));
    }

    private static Set<String> subjects(Store store, Path list) {
        Set<String> subjects = new TreeSet<>();
        LabelTable.read(store, list, '\t', List.of(SUBJECT), row -> {
            if (!subjects.add(row.required(SUBJECT))) {
                throw row.refusal(SUBJECT, "the subject had a row before");
            }
        });
        return subjects;
    }
}
