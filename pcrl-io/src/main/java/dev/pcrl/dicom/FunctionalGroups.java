package dev.pcrl.dicom;

import static java.util.stream.Collectors.joining;

import dev.pcrl.failure.BadDataException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the file of an Enhanced image says of each of its frames: once for all of them (shared) or one by one (PS3.3,
 * C.7.6.16).
 */
final class FunctionalGroups {
    /** What tells frames at the same place apart, by name. */
    private enum Variant {
        STACK("stacks", Tag.FRAME_CONTENT_SEQUENCE, Tag.STACK_ID),
        TIME("temporal positions", Tag.FRAME_CONTENT_SEQUENCE, Tag.TEMPORAL_POSITION_INDEX),
        ECHO("echo times", Tag.MR_ECHO_SEQUENCE, Tag.EFFECTIVE_ECHO_TIME),
        DIFFUSION("diffusion weightings", Tag.MR_DIFFUSION_SEQUENCE, Tag.DIFFUSION_B_VALUE);

        private final String label;
        private final Tag group;
        private final Tag tag;

        Variant(String label, Tag group, Tag tag) {
            this.label = label;
            this.group = group;
            this.tag = tag;
        }
    }

    private final DicomHeader header;
    private final PixelEncoding encoding;
    private final List<Attributes> frames;
    private final Optional<Attributes> shared;

    /** @throws BadDataException if there are not as many groups as frames */
    FunctionalGroups(DicomHeader header) {
        this.header = header;
        this.encoding = header.encoding();
        this.frames = header.attributes().items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE);
        this.shared = header.attributes().item(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE);
        if (frames.size() != header.frames()) {
            throw header.attributes()
                    .fault(
                            Tag.NUMBER_OF_FRAMES,
                            header.frames() + " frames, but functional groups of " + frames.size());
        }
    }

    /** Where each frame is. */
    List<Plane> planes() {
        return frames.stream().map(this::plane).toList();
    }

    private Plane plane(Attributes frame) {
        return Plane.of(
                encoding.columns(),
                encoding.rows(),
                group(frame, Tag.PLANE_POSITION_SEQUENCE),
                group(frame, Tag.PLANE_ORIENTATION_SEQUENCE),
                group(frame, Tag.PIXEL_MEASURES_SEQUENCE));
    }

    /** How thick a frame's slice is, or how far the next, in millimetres. */
    double thickness() {
        return DicomHeader.thickness(group(frames.get(0), Tag.PIXEL_MEASURES_SEQUENCE));
    }

    /** How the numbers of a frame become voxels. */
    VoxelScale scale(int frame) {
        return header.scale(find(frames.get(frame), Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE)
                .orElseGet(() -> new Attributes(header.attributes().origin())));
    }

    /** What frames differ in beside their places, such as {@code 3 temporal positions}; empty if in nothing. */
    String variants() {
        return Stream.of(Variant.values())
                .map(variant -> {
                    long count = IntStream.range(0, frames.size())
                            .mapToObj(frame -> text(frame, variant))
                            .distinct()
                            .count();
                    return count > 1 ? count + " " + variant.label : "";
                })
                .filter(text -> !text.isEmpty())
                .collect(joining(", "));
    }

    private String text(int frame, Variant variant) {
        Optional<Attributes> group = find(frames.get(frame), variant.group);
        if (group.isEmpty() || !group.get().has(variant.tag)) {
            return "";
        }
        return variant == Variant.STACK
                ? group.get().text(variant.tag).orElse("")
                : Double.toString(group.get().numbers(variant.tag)[0]);
    }

    private Attributes group(Attributes frame, Tag sequence) {
        return find(frame, sequence)
                .orElseThrow(() -> header.attributes().origin().missing(sequence));
    }

    private Optional<Attributes> find(Attributes frame, Tag sequence) {
        return frame.item(sequence).or(() -> shared.flatMap(group -> group.item(sequence)));
    }
}
