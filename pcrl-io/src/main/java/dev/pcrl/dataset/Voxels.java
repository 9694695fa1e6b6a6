package dev.pcrl.dataset;

import dev.pcrl.read.VolumeListing.LeftOut;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/** The file of voxels beside a MetaImage or Analyze header, which has the same name up to its extension. */
final class Voxels {
    private static final Map<String, List<String>> EXTENSIONS =
            Map.of(".mhd", List.of(".raw", ".zraw"), ".hdr", List.of(".img", ".img.gz"));

    private Voxels() {}

    /** The voxels of a header; none for other files. */
    static Optional<Path> of(Tree tree, String header) {
        int dot = header.lastIndexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        String stem = header.substring(0, dot);
        return EXTENSIONS.getOrDefault(header.substring(dot), List.of()).stream()
                .flatMap(extension -> tree.at(stem + extension).stream())
                .findFirst();
    }

    static LeftOut missing(Path header) {
        return new LeftOut(header.toString(), "directory", "its file of voxels is missing");
    }
}
