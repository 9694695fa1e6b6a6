package dev.pcrl.dataset;

import dev.pcrl.read.VolumeInput;
import dev.pcrl.read.VolumeListing;
import dev.pcrl.read.VolumeListing.LeftOut;
import dev.pcrl.read.VolumeReaders;
import dev.pcrl.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * LIDC-IDRI as the Cancer Imaging Archive gives it: {@code LIDC-IDRI-0001/STUDY/SERIES/*.dcm}, each series of slices a
 * case, the directory the patient. Radiographs, segmentations and the readers' XML have no use here.
 */
final class LidcIdri implements DatasetLayout {
    private static final Pattern PATIENT = Pattern.compile("LIDC-IDRI-[0-9]{4}");

    private final VolumeReaders readers;

    LidcIdri(VolumeReaders readers) {
        this.readers = readers;
    }

    @Override
    public String expects() {
        return "LIDC-IDRI-0001/.../*.dcm";
    }

    @Override
    public FoundCases find(Store store, Path root) {
        List<Case> cases = new ArrayList<>();
        List<LeftOut> refused = new ArrayList<>();
        long others = 0;
        for (Path patient : store.children(root)) {
            if (!PATIENT.matcher(patient.getName()).matches() || !store.isDirectory(patient)) {
                continue;
            }
            VolumeListing listing = readers.list(store, patient); // no patient at a time needs more memory than one
            for (VolumeInput series : listing.volumes()) {
                Path first = series.files().stream().min(Path::compareTo).orElseThrow();
                CaseImage image = new CaseImage(CaseImage.ONLY, series.files(), List.of());
                cases.add(Case.of(Tree.relative(root, first), patient.getName(), image, List.of()));
            }
            refused.addAll(listing.refused());
            others += listing.noVolumes().size();
        }
        return new FoundCases(cases, refused, Set.of(), List.of(), List.of(), 0, others);
    }
}
