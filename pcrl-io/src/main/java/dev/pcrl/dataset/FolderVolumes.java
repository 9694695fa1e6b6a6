package dev.pcrl.dataset;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.read.VolumeInput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;

/** The volumes of a folder: images, and the segmentations that their names give to them. */
final class FolderVolumes {
    private static final String LIST = "segmentations";

    private final List<VolumeInput> images = new ArrayList<>();
    private final Map<VolumeInput, VolumeName> names = new HashMap<>();
    private final Map<VolumeInput, Path> segmentations = new HashMap<>();
    private long count;
    private long alone;

    private FolderVolumes() {}

    /**
     * Tells images from segmentations. A segmentation belongs to the image of its subject, or if there is none to all
     * images of that subject that differ by their channels only.
     *
     * @throws BadDataException if two of them belong to one image
     */
    static FolderVolumes of(Path root, List<VolumeInput> volumes) {
        FolderVolumes sorted = new FolderVolumes();
        List<VolumeInput> segmentations = new ArrayList<>();
        for (VolumeInput volume : volumes) {
            Path first = volume.files().get(0);
            VolumeName name = VolumeName.of(Tree.relative(root, first));
            sorted.names.put(volume, name);
            (name.isSegmentation() ? segmentations : sorted.images).add(volume);
        }
        sorted.attach(segmentations);
        return sorted;
    }

    private void attach(List<VolumeInput> volumes) {
        Map<String, List<VolumeInput>> bySubject = images(VolumeName::subject);
        Map<String, List<VolumeInput>> byChannelless = images(VolumeName::channelless);
        for (VolumeInput segmentation : volumes) {
            String subject = names.get(segmentation).subject();
            List<VolumeInput> of = bySubject.getOrDefault(subject, byChannelless.getOrDefault(subject, List.of()));
            of.forEach(image -> attach(segmentation.files().get(0), image));
            count++;
            alone += of.isEmpty() ? 1 : 0;
        }
    }

    private Map<String, List<VolumeInput>> images(Function<VolumeName, String> key) {
        Map<String, List<VolumeInput>> found = new HashMap<>();
        images.forEach(image -> found.computeIfAbsent(key.apply(names.get(image)), subject -> new ArrayList<>())
                .add(image));
        return found;
    }

    private void attach(Path segmentation, VolumeInput image) {
        Path other = segmentations.putIfAbsent(image, segmentation);
        if (other != null) {
            throw new BadDataException(
                    segmentation.toString(), "file name", "is a segmentation of the same image as " + other);
        }
    }

    /**
     * The images of each case: those that share a segmentation, hence a grid, are the channels of one, in the order of
     * their channels' names, if these are modalities or nnU-Net's 0000, 0001, ...; others are cases of their own.
     */
    List<List<VolumeInput>> cases() {
        Map<Path, List<VolumeInput>> sharing = new LinkedHashMap<>();
        for (VolumeInput image : images) {
            Path shared = segmentations.getOrDefault(image, image.files().get(0));
            sharing.computeIfAbsent(shared, first -> new ArrayList<>()).add(image);
        }
        return sharing.values().stream()
                .flatMap(some -> areChannels(some)
                        ? Stream.of(some.stream()
                                .sorted(Comparator.comparing(this::channel))
                                .toList())
                        : some.stream().map(List::of))
                .toList();
    }

    private boolean areChannels(List<VolumeInput> some) {
        List<String> channels = some.stream().map(this::channel).sorted().toList();
        boolean areNumbered = IntStream.range(0, channels.size())
                .allMatch(i -> channels.get(i).equals(String.format(Locale.ROOT, "%04d", i)));
        boolean areModalities = channels.stream().noneMatch(channel -> channel.matches("[0-9]*"))
                && Set.copyOf(channels).size() == channels.size();
        return areNumbered || areModalities;
    }

    /** What tells an image apart from the others of its case. */
    String channel(VolumeInput image) {
        return names.get(image).channel();
    }

    /** The segmentation of an image. */
    Optional<Path> segmentation(VolumeInput image) {
        return Optional.ofNullable(segmentations.get(image));
    }

    /** The segmentations as a list of the data set, and how many of them have no image; none if there are none. */
    Optional<LabelList> list() {
        return count == 0 ? Optional.empty() : Optional.of(new LabelList(LIST, count, alone));
    }
}
