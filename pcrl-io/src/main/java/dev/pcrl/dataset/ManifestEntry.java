package dev.pcrl.dataset;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A case: images that show the same, and what is known of them.
 *
 * @param id the case's path below the data set's root
 * @param patient hash of the patient
 * @param split what the case is for
 * @param images one, or one a modality
 * @param labels what is known; none if the data set says nothing of the case
 */
public record ManifestEntry(String id, String patient, Split split, List<ManifestImage> images, List<Label> labels) {
    public ManifestEntry {
        requireNonNull(id, "id");
        requireNonNull(patient, "patient");
        requireNonNull(split, "split");
        images = List.copyOf(images);
        labels = List.copyOf(labels);
        if (images.isEmpty()) {
            throw new IllegalArgumentException("a case has images");
        }
    }
}
