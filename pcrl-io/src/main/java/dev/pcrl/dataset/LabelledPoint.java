package dev.pcrl.dataset;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A marked place in the patient's coordinates as DICOM and MetaImage have them (LPS): millimetres to the patient's
 * left, to posterior and to superior. A {@link dev.pcrl.volume.Volume}'s affine is RAS+, whose x and y have the other
 * sign.
 *
 * @param x millimetres to the left
 * @param y millimetres to posterior
 * @param z millimetres to superior
 * @param truth whether what is marked is really there; candidates of a detector may be wrong
 * @param diameter in millimetres, or null if the list does not tell it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LabelledPoint(double x, double y, double z, Truth truth, Double diameter) {
    public LabelledPoint {
        requireNonNull(truth, "truth");
    }
}
