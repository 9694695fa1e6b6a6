package dev.pcrl.phantom;

import static java.util.Objects.requireNonNull;

import java.util.OptionalDouble;

/**
 * A place in a phantom that may be taken for a lesion, in millimetres of LPS: to the patient's left, to posterior and
 * to superior, as by the image's affine.
 *
 * @param kind what is there
 * @param x millimetres to the left
 * @param y millimetres to posterior
 * @param z millimetres to superior
 * @param diameter mean diameter in millimetres; empty where nothing in particular is
 */
public record Candidate(Kind kind, double x, double y, double z, OptionalDouble diameter) {
    public Candidate {
        requireNonNull(kind, "kind");
        requireNonNull(diameter, "diameter");
    }

    /** What a candidate is in truth. */
    public enum Kind {
        /** A lesion: the one kind that is to be found. */
        LESION,
        /** A vessel inside an organ, as dark or bright as lesions are, but long. */
        VESSEL,
        /** A part of an organ that turns darker or brighter with no border. */
        BLOB,
        /** A round thing in the fat or the gut between the organs. */
        NODULE,
        /** Any place inside an organ. */
        ORGAN
    }

    /** Whether it is a lesion. */
    public boolean isLesion() {
        return kind == Kind.LESION;
    }
}
