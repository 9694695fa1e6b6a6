package dev.pcrl.finetune;

import dev.pcrl.dataset.ImageLabels;
import dev.pcrl.dataset.Label;
import dev.pcrl.dataset.LabelledPoint;
import dev.pcrl.dataset.ManifestEntry;
import dev.pcrl.dataset.ManifestFile;
import dev.pcrl.dataset.ManifestImage;
import dev.pcrl.dataset.PointLabels;
import dev.pcrl.dataset.SegmentationLabel;
import dev.pcrl.dataset.Truth;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.metric.Mask;
import dev.pcrl.read.VolumeReaders;
import dev.pcrl.read.VolumeStack;
import dev.pcrl.store.Store;
import dev.pcrl.view.SourceHash;
import dev.pcrl.view.UnfitVolumeException;
import dev.pcrl.volume.Volume;
import dev.pcrl.volume.VoxelFiles;
import dev.pcrl.volume.VoxelOrder;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads cases of a manifest with what they know of a task. */
public final class CaseReader {
    /** How far a label volume's corners may be from the image's, in voxels: writers round affines differently. */
    private static final double TOLERANCE = 0.01;

    private final Store store;
    private final VolumeReaders readers;
    private final ModelDescription model;
    private final Optional<VoxelFiles> files;

    /** @param model that has the task; an image needs its network's channels, or a case as many images of one */
    public CaseReader(Store store, ModelDescription model) {
        this(store, model, Optional.empty());
    }

    /**
     * A reader of many cases that stay.
     *
     * @param files where the voxels of those are that windows are cut from; else on the heap
     */
    public CaseReader(Store store, ModelDescription model, Optional<VoxelFiles> files) {
        this.files = files;
        this.store = store;
        this.readers = VolumeReaders.of(model.series(), VoxelOrder.AXIAL);
        this.model = model;
    }

    /** Whether a case's labels say anything of a task. */
    public static boolean isLabelled(ManifestEntry entry, Task task) {
        return switch (task.kind()) {
            case SEGMENTATION -> label(entry, SegmentationLabel.class).isPresent();
            case POINTS -> points(entry, task).anyMatch(point -> point.truth() != Truth.UNKNOWN);
            case IMAGE ->
                label(entry, ImageLabels.class).stream()
                        .anyMatch(image -> task.names().stream()
                                .anyMatch(name -> image.values().getOrDefault(name, Truth.UNKNOWN) != Truth.UNKNOWN));
        };
    }

    /** Whether a case's labels say anything of some task. */
    static boolean isLabelled(ManifestEntry entry) {
        return entry.labels().stream().anyMatch(CaseReader::isKnown);
    }

    private static boolean isKnown(Label label) {
        if (label instanceof PointLabels marked) {
            return marked.points().stream().anyMatch(point -> point.truth() != Truth.UNKNOWN);
        }
        if (label instanceof ImageLabels image) {
            return image.values().values().stream().anyMatch(truth -> truth != Truth.UNKNOWN);
        }
        return true; // a segmentation
    }

    /**
     * The samples of a labelled case: its points, or the whole of it; an image that is seen as a whole at the size at
     * which the network sees it.
     *
     * @throws BadDataException if a file cannot be read, or does not fit the others
     */
    public List<Sample> read(ManifestEntry entry) {
        Scan scan = kept(scan(entry), entry);
        return switch (model.task().kind()) {
            case SEGMENTATION ->
                List.of(new Sample(
                        scan,
                        new Labels.Regions(
                                masks(label(entry, SegmentationLabel.class).orElseThrow(), scan))));
            case POINTS ->
                points(entry, model.task())
                        .filter(point -> point.truth() != Truth.UNKNOWN)
                        .map(point -> new Sample(scan, place(point, scan)))
                        .toList();
            case IMAGE -> List.of(new Sample(scan.at(model.window()), whole(entry)));
        };
    }

    /**
     * The image of a case alone.
     *
     * @throws BadDataException if a file cannot be read, or does not fit the others
     */
    public Scan scan(ManifestEntry entry) {
        List<ManifestImage> images = entry.images();
        images.stream().flatMap(ManifestImage::allFiles).forEach(file -> file.requireSize(store));
        Volume volume =
                new VolumeStack(images.stream().map(ManifestImage::input).toList()).read(readers, store);
        try {
            model.network().requireFit(volume);
        } catch (UnfitVolumeException e) {
            throw new BadDataException(images.get(0).input().name(), e.place(), e.reason(), e);
        }
        return Scan.of(entry.id(), entry.patient(), volume, model.intensity());
    }

    private Scan kept(Scan scan, ManifestEntry entry) {
        if (files.isEmpty() || model.task().kind() == TaskKind.IMAGE) {
            return scan;
        }
        String name = SourceHash.of(entry.images().stream()
                .flatMap(ManifestImage::allFiles)
                .map(ManifestFile::sha256)
                .collect(Collectors.joining("\n", model.series() + "\n", "")));
        return new Scan(scan.id(), scan.patient(), files.get().keep(scan.image(), name), scan.scales());
    }

    private List<Mask> masks(SegmentationLabel label, Scan scan) {
        String file = label.file().uri();
        label.file().requireSize(store);
        Volume labels = readers.read(store, label.file().path());
        if (!labels.geometry().isCloseTo(scan.image().geometry(), TOLERANCE)) {
            throw new BadDataException(file, "grid", "differs in size or place from that of its image");
        }
        try {
            return model.task().regions().stream()
                    .map(region -> region.in(labels))
                    .map(mask -> mask.on(scan.image().geometry()))
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new BadDataException(file, "voxels", e.getMessage(), e);
        }
    }

    private static Labels.Place place(LabelledPoint point, Scan scan) {
        return Labels.Place.at(scan.image().geometry(), point.x(), point.y(), point.z(), List.of(point.truth()))
                .orElseThrow(() -> new BadDataException(
                        scan.id(),
                        "point (" + point.x() + ", " + point.y() + ", " + point.z() + ")",
                        "not in the image"));
    }

    private Labels.Whole whole(ManifestEntry entry) {
        ImageLabels labels = label(entry, ImageLabels.class).orElseThrow();
        return new Labels.Whole(model.task().names().stream()
                .map(name -> labels.values().getOrDefault(name, Truth.UNKNOWN))
                .toList());
    }

    private static Stream<LabelledPoint> points(ManifestEntry entry, Task task) {
        return entry.labels().stream()
                .filter(PointLabels.class::isInstance)
                .map(PointLabels.class::cast)
                .filter(points -> points.name().equals(task.names().get(0)))
                .flatMap(points -> points.points().stream());
    }

    private static <T> Optional<T> label(ManifestEntry entry, Class<T> type) {
        return entry.labels().stream().filter(type::isInstance).map(type::cast).findFirst();
    }
}
