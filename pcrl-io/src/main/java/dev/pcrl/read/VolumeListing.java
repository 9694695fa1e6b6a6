package dev.pcrl.read;

import dev.pcrl.dicom.RefusedSeries;
import dev.pcrl.dicom.SkippedFile;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.failure.UsageException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;

/**
 * What was found in a place that was searched for volumes.
 *
 * @param volumes what can be read, sorted by name
 * @param images what can be read of single pictures and radiographs, each a volume of one slice, sorted by name
 * @param refused what should be a volume, or a slice of one, and is none that can be used
 * @param skipped files that are sound but no volumes, such as localisers
 */
public record VolumeListing(
        List<VolumeInput> volumes, List<VolumeInput> images, List<LeftOut> refused, List<LeftOut> skipped) {
    public VolumeListing {
        volumes = List.copyOf(volumes);
        images = List.copyOf(images);
        refused = List.copyOf(refused);
        skipped = List.copyOf(skipped);
    }

    /**
     * This listing, unless nothing in it is or should be a volume.
     *
     * @param place what was searched, as the user named it
     * @throws UsageException if there is no volume, not even one that was refused
     */
    public VolumeListing orRefuse(String place) {
        if (isOfImagesAlone()) {
            throw new UsageException(place + " holds no volume that can be read"
                    + (images.isEmpty() ? "" : ", but 2D images, of which no 3D views can be made"));
        }
        return this;
    }

    /**
     * The only volume, or the only image where there are no volumes.
     *
     * @param place what was searched
     * @throws BadDataException if there are several, or none, or a file that cannot be used beside the one's slices: it
     *     may be another of them
     */
    public VolumeInput one(Path place) {
        List<VolumeInput> found = isOfImagesAlone() ? images : volumes;
        if (found.size() == 1) {
            refused.stream()
                    .filter(file -> file.liesBeside(found.get(0)))
                    .findFirst()
                    .ifPresent(slice -> {
                        throw new BadDataException(slice.name(), slice.place(), slice.reason());
                    });
        }
        if (found.size() != 1) {
            String ofImages = images.isEmpty() ? "" : " and " + images.size() + " 2D images";
            String why = refused.stream()
                    .findFirst()
                    .map(file -> "; " + file.name() + ": " + file.place() + ": " + file.reason())
                    .orElse("");
            throw new BadDataException(
                    place.toString(),
                    "directory",
                    "holds " + volumes.size() + " volumes" + ofImages + ", where one is to be read" + why);
        }
        return found.get(0);
    }

    /**
     * The only volume.
     *
     * @param place what was searched
     * @throws UsageException if there are 2D images and nothing else
     * @throws BadDataException as {@link #one} does
     */
    public VolumeInput oneVolume(Path place) {
        if (isOfImagesAlone() && !images.isEmpty()) {
            throw new UsageException(images.get(0).name() + " is a 2D image, where a 3D volume is needed");
        }
        return one(place);
    }

    private boolean isOfImagesAlone() {
        return volumes.isEmpty() && refused.isEmpty();
    }

    /** Everything sound that gives no volume: what was skipped, and the images. */
    public List<LeftOut> noVolumes() {
        Stream<LeftOut> pictures = images.stream().map(image -> LeftOut.image(image.name()));
        return Stream.concat(skipped.stream(), pictures).toList();
    }

    /**
     * Something that gives no volume.
     *
     * @param name a file's URI, or that of the first file of a series, and how many more there are
     * @param place where in it
     * @param reason why
     * @param isSeries whether it is several files
     */
    public record LeftOut(String name, String place, String reason, boolean isSeries) {
        /** A file. */
        public LeftOut(String name, String place, String reason) {
            this(name, place, reason, false);
        }

        /** Slices that make no volume. */
        public static LeftOut of(RefusedSeries series) {
            return new LeftOut(
                    VolumeInput.name(series.files()),
                    series.place(),
                    series.reason(),
                    series.files().size() > 1);
        }

        /** A file that is no slice. */
        public static LeftOut of(SkippedFile file) {
            return new LeftOut(file.file().toString(), file.place(), file.reason());
        }

        /** Whether it is a file in a directory that holds slices of a series. */
        private boolean liesBeside(VolumeInput series) {
            return !isSeries
                    && series.files().size() > 1
                    && series.files().stream().map(Path::getParent).anyMatch(new Path(name).getParent()::equals);
        }

        /** A sound image that is no volume. */
        public static LeftOut image(String name) {
            return new LeftOut(name, "file", "a 2D image");
        }
    }
}
