package dev.pcrl.job;

import static java.util.Objects.requireNonNull;

import dev.pcrl.dataset.FileDigest;
import dev.pcrl.dataset.Manifest;
import dev.pcrl.dataset.ManifestEntry;
import dev.pcrl.dataset.ManifestImage;
import dev.pcrl.dataset.ManifestLines;
import dev.pcrl.dataset.Split;
import dev.pcrl.dicom.SeriesSettings;
import dev.pcrl.failure.UsageException;
import dev.pcrl.finetune.LabelledPatients;
import dev.pcrl.read.VolumeInput;
import dev.pcrl.read.VolumeListing;
import dev.pcrl.read.VolumeListing.LeftOut;
import dev.pcrl.read.VolumeReaders;
import dev.pcrl.store.Store;
import dev.pcrl.volume.VoxelOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;

/**
 * The volumes that views are cut from.
 *
 * @param volumes sorted by name
 * @param refused what should be a volume and is none
 * @param skipped files that are no volumes
 * @param manifest SHA-256 of the manifest that named them; empty if a listing did
 */
public record ViewsInput(List<SizedVolume> volumes, List<LeftOut> refused, List<LeftOut> skipped, String manifest) {
    public ViewsInput {
        volumes = List.copyOf(volumes);
        refused = List.copyOf(refused);
        skipped = List.copyOf(skipped);
        requireNonNull(manifest, "manifest");
    }

    /**
     * What is found in some places.
     *
     * @param inputs files, or directories that are searched for volumes
     * @throws UsageException if one of them holds no volume
     */
    public static ViewsInput found(Store store, SeriesSettings settings, List<String> inputs) {
        Map<String, SizedVolume> volumes = new TreeMap<>();
        Set<LeftOut> refused = new LinkedHashSet<>();
        Set<LeftOut> skipped = new LinkedHashSet<>();
        VolumeReaders readers = VolumeReaders.of(settings, VoxelOrder.AXIAL);
        Set<String> sources = new HashSet<>();
        for (String input : inputs) {
            Path place = store.qualify(Store.path(input));
            VolumeListing found = readers.list(store, place).orRefuse(input);
            for (VolumeInput volume : found.volumes()) {
                volumes.computeIfAbsent(
                        volume.name(), name -> SizedVolume.listed(volume, unused(below(place, name), sources)));
            }
            refused.addAll(found.refused());
            skipped.addAll(found.noVolumes());
        }
        return new ViewsInput(List.copyOf(volumes.values()), List.copyOf(refused), List.copyOf(skipped), "");
    }

    /** A volume's path below the place that was searched; of a file that was named itself, its last part. */
    private static String below(Path place, String name) {
        String directory = Store.prefix(place);
        return name.startsWith(directory)
                ? name.substring(directory.length())
                : name.substring(name.lastIndexOf('/') + 1);
    }

    /** Places may hold volumes of equal names: those of later places get a number. */
    private static String unused(String source, Set<String> used) {
        String free = source;
        for (int number = 2; !used.add(free); number++) {
            free = source + " " + number;
        }
        return free;
    }

    /**
     * What a manifest names: for one channel each image of each case, for several each case, whose images are the
     * channels in the manifest's order. An image that is alone may have the channels itself. Pictures are skipped.
     *
     * @param splits whose cases are taken
     * @param labelled training patients that are left out; perhaps none
     * @param channels that a volume is to have
     * @throws dev.pcrl.failure.BadDataException if the file is no manifest
     * @throws UsageException if it has no case in these splits, none that is a volume, or one with another number of
     *     images
     */
    public static ViewsInput named(
            Store store, String manifest, Set<Split> splits, Optional<LabelledPatients> labelled, int channels) {
        Path file = store.qualify(Store.path(manifest));
        Map<String, SizedVolume> volumes = new TreeMap<>();
        Manifest cases = ManifestLines.read(store, file);
        Set<String> leftOut = labelled.map(patients -> patients.of(cases)).orElse(Set.of());
        List<LeftOut> pictures = new ArrayList<>();
        cases.entries(splits)
                .filter(entry -> !leftOut.contains(entry.patient()))
                .flatMap(entry -> volumes(manifest, entry, channels))
                .forEach(volume -> {
                    if (volume.images().isOfPictures()) {
                        pictures.add(LeftOut.image(volume.name()));
                    } else {
                        volumes.put(volume.name(), volume);
                    }
                });
        if (volumes.isEmpty() && !pictures.isEmpty()) {
            throw new UsageException(
                    manifest + " has 2D images alone in these splits, of which no 3D views can be made");
        }
        if (volumes.isEmpty()) {
            String names = splits.stream().sorted().map(Split::toString).collect(Collectors.joining(", "));
            throw new UsageException(manifest + " has no case of the splits " + names);
        }
        return new ViewsInput(
                List.copyOf(volumes.values()),
                List.of(),
                pictures,
                FileDigest.of(store, file).sha256());
    }

    private static Stream<SizedVolume> volumes(String manifest, ManifestEntry entry, int channels) {
        List<ManifestImage> images = entry.images();
        if (channels == 1) {
            return images.stream().map(image -> SizedVolume.of(List.of(image), entry.id() + "/" + image.name()));
        }
        if (images.size() > 1 && images.size() != channels) {
            throw new UsageException("network.channels is " + channels + ", but " + entry.id() + " of " + manifest
                    + " has " + images.size() + " images; " + images.size()
                    + " channels take them together, 1 each alone");
        }
        return Stream.of(SizedVolume.of(images, entry.id()));
    }
}
