package dev.pcrl.job;

import static java.util.Objects.requireNonNull;

import dev.pcrl.dataset.FileDigest;
import dev.pcrl.dataset.ManifestLines;
import dev.pcrl.dataset.Split;
import dev.pcrl.dicom.SeriesSettings;
import dev.pcrl.failure.UsageException;
import dev.pcrl.read.VolumeListing;
import dev.pcrl.read.VolumeListing.LeftOut;
import dev.pcrl.read.VolumeReaders;
import dev.pcrl.store.Store;
import dev.pcrl.volume.VoxelOrder;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
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
        for (String input : inputs) {
            VolumeListing found =
                    readers.list(store, store.qualify(Store.path(input))).orRefuse(input);
            found.volumes().forEach(volume -> volumes.put(volume.name(), SizedVolume.listed(volume)));
            refused.addAll(found.refused());
            skipped.addAll(found.noVolumes());
        }
        return new ViewsInput(List.copyOf(volumes.values()), List.copyOf(refused), List.copyOf(skipped), "");
    }

    /**
     * What a manifest names: each image of each case.
     *
     * @param splits whose cases are taken
     * @throws dev.pcrl.failure.BadDataException if the file is no manifest
     * @throws UsageException if it has no case in these splits
     */
    public static ViewsInput named(Store store, String manifest, Set<Split> splits) {
        Path file = store.qualify(Store.path(manifest));
        Map<String, SizedVolume> volumes = new TreeMap<>();
        ManifestLines.read(store, file)
                .entries(splits)
                .flatMap(entry -> entry.images().stream())
                .map(SizedVolume::of)
                .forEach(volume -> volumes.put(volume.input().name(), volume));
        if (volumes.isEmpty()) {
            String names = splits.stream().sorted().map(Split::toString).collect(Collectors.joining(", "));
            throw new UsageException(manifest + " has no case of the splits " + names);
        }
        return new ViewsInput(
                List.copyOf(volumes.values()),
                List.of(),
                List.of(),
                FileDigest.of(store, file).sha256());
    }
}
