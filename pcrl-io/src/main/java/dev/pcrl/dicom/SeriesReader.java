package dev.pcrl.dicom;

import static java.util.Objects.requireNonNull;

import dev.pcrl.dicom.FrameReader.Frame;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.store.Store;
import dev.pcrl.volume.Geometry;
import dev.pcrl.volume.Modality;
import dev.pcrl.volume.Volume;
import dev.pcrl.volume.VoxelMemory;
import dev.pcrl.volume.VoxelOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;

/**
 * Reads the slices of a series into a volume: each file is opened once, its header read, and its pixels decoded
 * straight into their place. Where slices may be missing, all headers are read before, as only they tell the places.
 *
 * <p>Voxels are the stored numbers after each slice's own rescale slope and intercept (Hounsfield units for CT). Pixel
 * padding of CT, which may be darker than a vacuum, becomes the volume's smallest number; elsewhere it stays. x grows
 * along an image's rows, y along its columns and z along the normal of both, unless another order is asked for: to the
 * patient's left, posterior and superior for axial slices.
 */
public final class SeriesReader {
    private final Store store;
    private final SeriesSettings settings;
    private final VoxelOrder voxelOrder;

    public SeriesReader(Store store, SeriesSettings settings, VoxelOrder voxelOrder) {
        this.store = requireNonNull(store, "store");
        this.settings = requireNonNull(settings, "settings");
        this.voxelOrder = requireNonNull(voxelOrder, "voxelOrder");
    }

    /**
     * Reads a volume.
     *
     * @param files the slices in their order, as {@link SeriesSorter} gives them; or one file with all of them
     * @throws BadDataException if a file is damaged, is no slice, or does not belong there
     * @throws dev.pcrl.failure.UnavailableException if the store fails on the way
     * @throws dev.pcrl.failure.HeapTooSmallException if the heap has no room for the voxels
     */
    public Volume read(List<Path> files) {
        if (files.isEmpty()) {
            throw new IllegalArgumentException("a series has files");
        }
        return files.size() == 1 ? single(files.get(0)) : many(files);
    }

    private Volume single(Path path) {
        try (DicomFile file = DicomFile.open(store, path)) {
            return read(path, file);
        }
    }

    /** Reads the volume or the slice of a file that is open. */
    Volume read(Path path, DicomFile file) {
        DicomHeader header = file.header();
        refuseOther(header);
        if (header.imageClass() != ImageClass.ENHANCED) {
            SliceStack stack = stack(path, List.of(header.plane()), header.thickness(), "");
            return frames(file, stack, List.of(header.scale()));
        }
        FunctionalGroups groups = new FunctionalGroups(header);
        SliceStack stack = stack(path, groups.planes(), groups.thickness(), groups.variants());
        return frames(
                file,
                stack,
                IntStream.range(0, header.frames()).mapToObj(groups::scale).toList());
    }

    /** Reads the frames of a file, which may stand there in any order. */
    private Volume frames(DicomFile file, SliceStack stack, List<VoxelScale> scales) {
        int[] slots = new int[scales.size()];
        for (int i = 0; i < slots.length; i++) {
            slots[stack.order().get(i)] = i;
        }
        FrameReader reader = file.frames();
        Slots voxels = new Slots(file.header(), stack.places());
        for (int frame = 0; frame < slots.length; frame++) {
            voxels.put(reader.next(frame + 1 == slots.length), slots[frame], scales.get(frame));
        }
        return voxels.finish(stack.geometry());
    }

    private Volume many(List<Path> files) {
        if (!settings.interpolateMissing()) {
            List<Integer> consecutive = IntStream.range(0, files.size()).boxed().toList();
            List<Plane> planes = new ArrayList<>();
            Slots voxels = slots(files, consecutive, planes);
            return voxels.finish(inOrder(files, planes).geometry());
        }
        List<Plane> planes = new ArrayList<>();
        for (Path path : files) {
            try (DicomFile file = DicomFile.open(store, path)) {
                planes.add(plane(file.header(), planes));
            }
        }
        SliceStack stack = inOrder(files, planes);
        return slots(files, stack.places(), new ArrayList<>()).finish(stack.geometry());
    }

    /**
     * Reads the slices of files.
     *
     * @param places the z of each
     * @param planes takes in where they are
     */
    private Slots slots(List<Path> files, List<Integer> places, List<Plane> planes) {
        Slots voxels = null;
        for (Path path : files) {
            try (DicomFile file = DicomFile.open(store, path)) {
                DicomHeader header = file.header();
                Plane plane = plane(header, planes);
                Frame frame = file.frames().next(true);
                voxels = voxels == null ? new Slots(header, places) : voxels;
                voxels.put(frame, planes.size(), header.scale());
                planes.add(plane);
            }
        }
        return voxels;
    }

    /** The plane of a slice that goes with those before it. */
    private static Plane plane(DicomHeader header, List<Plane> before) {
        refuseOther(header);
        if (header.imageClass() == ImageClass.ENHANCED) {
            throw header.attributes().fault(Tag.SOP_CLASS_UID, "an Enhanced image makes a volume of its own");
        }
        Plane plane = header.plane();
        if (!before.isEmpty() && !before.get(0).isParallelTo(plane)) {
            throw header.attributes()
                    .fault(
                            Tag.IMAGE_ORIENTATION_PATIENT,
                            "differs in size, pixel spacing or direction from the first slice");
        }
        return plane;
    }

    private SliceStack inOrder(List<Path> files, List<Plane> planes) {
        SliceStack stack = stack(files.get(0), planes, 1, "");
        for (int i = 0; i < files.size(); i++) {
            if (stack.order().get(i) != i) {
                throw new BadDataException(
                        files.get(i).toString(),
                        Tag.IMAGE_POSITION_PATIENT.toString(),
                        "stands below the slice before it: the files are not in the order of slices");
            }
        }
        return stack;
    }

    private static void refuseOther(DicomHeader header) {
        Optional<BadDataException> refusal = header.whyNoSlice();
        if (refusal.isPresent()) {
            throw refusal.get();
        }
    }

    private SliceStack stack(Path file, List<Plane> planes, double thickness, String variants) {
        try {
            return SliceStack.of(planes, thickness, settings.interpolateMissing());
        } catch (IrregularStackException e) {
            String hint = variants.isEmpty() ? "" : "; the frames have " + variants;
            throw new BadDataException(
                    file.toString(), Tag.IMAGE_POSITION_PATIENT.toString(), e.getMessage() + hint, e);
        }
    }

    /**
     * The array that slices are decoded into. It is made when the first frame is there and its size can be believed.
     */
    private final class Slots {
        private final DicomHeader header;
        private final List<Integer> places;
        private float[] voxels;
        private boolean padded;

        /** @param places the z of each slice, growing, from 0 to the last of the volume */
        Slots(DicomHeader header, List<Integer> places) {
            this.header = header;
            this.places = places;
        }

        void put(Frame frame, int slice, VoxelScale scale) {
            int pixels = Math.toIntExact(header.encoding().pixels());
            voxels = voxels == null
                    ? VoxelMemory.take(header.attributes().origin().file(), room())
                    : voxels;
            VoxelScale used = header.modality() == Modality.CT ? scale : scale.withoutPadding();
            frame.writeTo(voxels, places.get(slice) * pixels, used);
            padded |= !used.padding().isEmpty();
        }

        Volume finish(Geometry geometry) {
            MissingSlices.fill(voxels, places);
            if (padded) {
                VoxelScale.fillPadding(voxels);
            }
            return voxelOrder.volume(
                    geometry, 1, header.modality(), header.encoding().label(), voxels);
        }

        private int room() {
            long count = header.encoding().pixels() * depth();
            if (count > Volume.MAX_VOXELS) {
                throw header.attributes()
                        .fault(Tag.ROWS, "more voxels than a volume can have (" + Volume.MAX_VOXELS + ")");
            }
            return (int) count;
        }

        private int depth() {
            return places.get(places.size() - 1) + 1;
        }
    }
}
