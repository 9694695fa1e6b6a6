package dev.pcrl.dataset;

import dev.pcrl.read.VolumeListing.LeftOut;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;

/** The file of voxels beside a MetaImage or Analyze header, which has the same name up to its extension. */
final class Voxels {
    private Voxels() {}

    /** Whether a file is a header whose voxels have a file of their own. */
    static boolean areBeside(String header) {
        return header.endsWith(".mhd") || header.endsWith(".hdr");
    }

    static Optional<Path> of(Tree tree, String header) {
        String stem = header.substring(0, header.lastIndexOf('.'));
        Stream<String> extensions = header.endsWith(".mhd") ? Stream.of(".raw", ".zraw") : Stream.of(".img", ".img.gz");
        return extensions
                .map(extension -> tree.at(stem + extension))
                .flatMap(Optional::stream)
                .findFirst();
    }

    static LeftOut missing(Path header) {
        return new LeftOut(header.toString(), "directory", "its file of voxels is missing");
    }
}
