package dev.pcrl.dataset;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;

/**
 * A case as a layout finds it: a {@link ManifestEntry} before its files are read and its patient is hashed.
 *
 * @param id path below the root
 * @param patient who it is, in the words of the path or of the set's list
 * @param official the split that a list of the set decided
 * @param images one, or one a modality
 * @param labels what the set's lists say
 * @param segmentation the label volume, if there is one
 */
public record Case(
        String id,
        String patient,
        Optional<Split> official,
        List<CaseImage> images,
        List<Label> labels,
        Optional<CaseSegmentation> segmentation) {
    public Case {
        requireNonNull(id, "id");
        requireNonNull(patient, "patient");
        requireNonNull(official, "official");
        requireNonNull(segmentation, "segmentation");
        images = List.copyOf(images);
        labels = List.copyOf(labels);
    }

    /** A case of one image that no list decides on. */
    static Case of(String id, String patient, CaseImage image, List<Label> labels) {
        return new Case(id, patient, Optional.empty(), List.of(image), labels, Optional.empty());
    }

    /** All files of the case. */
    public List<Path> files() {
        Stream<Path> ofImages =
                images.stream().flatMap(image -> Stream.concat(image.files().stream(), image.companions().stream()));
        return Stream.concat(ofImages, segmentation.map(CaseSegmentation::file).stream())
                .toList();
    }
}
