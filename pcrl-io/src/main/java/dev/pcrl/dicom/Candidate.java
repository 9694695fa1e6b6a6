package dev.pcrl.dicom;

import dev.pcrl.volume.Modality;
import java.util.List;
import org.apache.hadoop.fs.Path;

/**
 * What is kept of a file with one slice to sort it: no more than this, as there may be very many.
 *
 * @param file where it is
 * @param series its UID
 * @param instance the image's UID
 * @param modality of the image
 * @param syntax how its pixels are written
 * @param plane where its slice is
 * @param thickness of the slice in millimetres
 * @param marks what may tell images at the same place apart: the texts of {@link #MARKS}
 */
record Candidate(
        Path file,
        String series,
        String instance,
        Modality modality,
        TransferSyntax syntax,
        Plane plane,
        double thickness,
        List<String> marks)
        implements Finding {
    /** What a series can have several images of the same places for, the most telling first. */
    static final List<Tag> MARKS = List.of(
            Tag.IMAGE_TYPE,
            Tag.ECHO_NUMBERS,
            Tag.ECHO_TIME,
            Tag.DIFFUSION_B_VALUE,
            Tag.TEMPORAL_POSITION_IDENTIFIER,
            Tag.TRIGGER_TIME,
            Tag.ACQUISITION_NUMBER);

    static Candidate of(Path file, DicomHeader header) {
        Attributes attributes = header.attributes();
        return new Candidate(
                file,
                header.seriesUid(),
                header.instanceUid(),
                header.modality(),
                header.syntax(),
                header.plane(),
                header.thickness(),
                MARKS.stream().map(tag -> mark(attributes, tag)).toList());
    }

    private static String mark(Attributes attributes, Tag tag) {
        return attributes.has(tag) && tag.vr() == Vr.FD
                ? Double.toString(attributes.numbers(tag)[0])
                : attributes.text(tag).orElse("");
    }

    /** Whether the other file holds the same image at the same place. */
    boolean isCopyOf(Candidate other) {
        return instance.equals(other.instance) && plane.equals(other.plane);
    }
}
