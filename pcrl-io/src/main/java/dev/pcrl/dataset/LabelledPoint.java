package dev.pcrl.dataset;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A marked place in the patient's coordinates as DICOM and MetaImage have them (LPS): millimetres to the patient's
 * left, to posterior and to superior. A {@link dev.pcrl.volume.Volume}'s affine is RAS+, whose x and y have the other
 * sign.
 *
 * @param x millimetres to the left
 * @param y millimetres to posterior
 * @param z millimetres to superior
 * @param truth whether what is marked is really there; candidates of a detector or of one reader may be wrong
 * @param diameter in millimetres, or null if the list does not tell it
 * @param reader number of the reader who marked it, from 1 in each case anew, or null if the list tells no readers
 * @param ratings what the reader says of it, in the list's order: {@code malignancy} 1 to 5 and so on; none if the list
 *     has no ratings
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LabelledPoint(
        double x,
        double y,
        double z,
        Truth truth,
        Double diameter,
        Integer reader,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Integer> ratings) {
    public LabelledPoint {
        requireNonNull(truth, "truth");
        ratings = ratings == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(ratings));
    }

    /** A place of a list that tells no readers. */
    static LabelledPoint of(double x, double y, double z, Truth truth, Double diameter) {
        return new LabelledPoint(x, y, z, truth, diameter, null, Map.of());
    }
}
