package dev.pcrl.job;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** A sound volume that promises much and takes no place on the disk. */
public final class SparseVolume {
    private SparseVolume() {}

    /** Writes a header and its voxels, zeros of a byte each that the disk does not keep, and gives the header. */
    public static String write(Path mhd, int nx, int ny, int nz) throws IOException {
        Path raw = mhd.resolveSibling(mhd.getFileName() + ".raw");
        Files.writeString(mhd, """
                ObjectType = Image
                NDims = 3
                DimSize = %d %d %d
                ElementSpacing = 1 1 1
                ElementType = MET_UCHAR
                ElementDataFile = %s
                """.formatted(nx, ny, nz, raw.getFileName()));
        try (RandomAccessFile file = new RandomAccessFile(raw.toFile(), "rw")) {
            file.setLength((long) nx * ny * nz);
        }
        return mhd.toString();
    }
}
