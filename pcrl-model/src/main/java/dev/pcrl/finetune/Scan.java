package dev.pcrl.finetune;

import static java.util.Objects.requireNonNull;

import dev.pcrl.view.IntensityScale;
import dev.pcrl.view.IntensitySettings;
import dev.pcrl.view.Padding;
import dev.pcrl.view.Resize;
import dev.pcrl.view.Size;
import dev.pcrl.view.View;
import dev.pcrl.volume.Affine;
import dev.pcrl.volume.Box;
import dev.pcrl.volume.Geometry;
import dev.pcrl.volume.Volume;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An image of a case.
 *
 * @param id of the case in its manifest
 * @param patient hash of the patient
 * @param image in axial LPS order
 * @param scales what takes its voxels to [0, 1], one a channel
 */
public record Scan(String id, String patient, Volume image, List<IntensityScale> scales) {
    public Scan {
        requireNonNull(id, "id");
        requireNonNull(patient, "patient");
        requireNonNull(image, "image");
        scales = List.copyOf(scales);
    }

    public static Scan of(String id, String patient, Volume image, IntensitySettings intensity) {
        return new Scan(
                id,
                patient,
                image,
                IntStream.range(0, image.channels())
                        .mapToObj(channel -> IntensityScale.of(image, intensity, channel))
                        .toList());
    }

    /**
     * The image in a window, in [0, 1]; what lies outside the volume is background.
     *
     * @param window may reach beyond the volume, but not miss it
     */
    public View cut(Box window) {
        Box inside = inside(window);
        View cut = Resize.view(image, inside, scales, Size.of(inside));
        return Padding.at(
                cut, Size.of(window), inside.x() - window.x(), inside.y() - window.y(), inside.z() - window.z());
    }

    /** All of the image. */
    Box box() {
        return image.geometry().box();
    }

    /** A part of the image at a size, in [0, 1]. */
    View resized(Box part, Size size) {
        return Resize.view(image, part, scales, size);
    }

    /**
     * The whole image at a size, in [0, 1]: all that is needed of a scan which is only seen as a whole, and of a
     * radiograph a twentieth. It is as large as it was, but not where it was in space.
     */
    Scan at(Size size) {
        View view = resized(box(), size);
        int channels = view.channels();
        float[] voxels = new float[view.length()];
        int next = 0;
        for (int channel = 0; channel < channels; channel++) {
            for (int z = 0; z < size.z(); z++) {
                for (int y = 0; y < size.y(); y++) {
                    for (int x = 0; x < size.x(); x++) {
                        voxels[next++] = view.at(x, y, z, channel);
                    }
                }
            }
        }
        Geometry own = image.geometry();
        Affine spacing = Affine.axial(
                own.affine().spacing(0) * own.nx() / size.x(),
                own.affine().spacing(1) * own.ny() / size.y(),
                own.affine().spacing(2) * own.nz() / size.z());
        Geometry grid = new Geometry(size.x(), size.y(), size.z(), spacing);
        Volume resized = new Volume(grid, channels, image.modality(), voxels);
        return new Scan(id, patient, resized, Collections.nCopies(channels, new IntensityScale(0, 1, 0)));
    }

    /** The part of a window that the volume has. */
    Box inside(Box window) {
        int x = Math.max(0, window.x());
        int y = Math.max(0, window.y());
        int z = Math.max(0, window.z());
        return new Box(
                x,
                y,
                z,
                Math.min(image.geometry().nx(), window.x() + window.width()) - x,
                Math.min(image.geometry().ny(), window.y() + window.height()) - y,
                Math.min(image.geometry().nz(), window.z() + window.depth()) - z);
    }

    /** A window of a size whose middle is a voxel; it may reach beyond the volume. */
    static Box around(int x, int y, int z, Size size) {
        return new Box(x - size.x() / 2, y - size.y() / 2, z - size.z() / 2, size.x(), size.y(), size.z());
    }

    /** The window moved into the volume; where it is larger than that, to have it in the middle. */
    Box moved(Box window) {
        return new Box(
                start(window.x(), window.width(), image.geometry().nx()),
                start(window.y(), window.height(), image.geometry().ny()),
                start(window.z(), window.depth(), image.geometry().nz()),
                window.width(),
                window.height(),
                window.depth());
    }

    private static int start(int wanted, int width, int extent) {
        return width > extent ? -((width - extent) / 2) : Math.min(extent - width, Math.max(0, wanted));
    }
}
