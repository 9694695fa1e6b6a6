package dev.pcrl.sample;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.failure.UnavailableException;
import dev.pcrl.volume.Geometry;
import dev.pcrl.volume.Modality;
import dev.pcrl.volume.Volume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * A project of the program InVesalius: a gzipped tar file whose {@code matrix.dat} holds the voxels as 16-bit
 * little-endian integers, x fastest, then y and z.
 *
 * <p>InVesalius turns each axial slice upside down when it imports it, so that y runs to anterior; x stays to the
 * patient's left. Here the rows are turned back, and the result lies as an axial CT series does.
 *
 * @param geometry the grid, which stands elsewhere in the project
 */
record InvesaliusProject(Geometry geometry) implements Conversion {
    private static final Duration UNPACK = Duration.ofMinutes(2);

    @Override
    public Volume read(Path file, Path folder) {
        Command.run(folder, UNPACK, "tar", "-xzf", file.toAbsolutePath().toString());
        try {
            return new Volume(geometry, 1, Modality.CT, turned(matrix(file, folder)));
        } catch (IOException e) {
            throw new UnavailableException("cannot read " + folder + ": " + e.getMessage(), e);
        }
    }

    private ByteBuffer matrix(Path file, Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            Path matrix = files.filter(path -> path.endsWith("matrix.dat"))
                    .findFirst()
                    .orElseThrow(() -> new BadDataException(file.toString(), "matrix.dat", "is missing"));
            byte[] bytes = Files.readAllBytes(matrix);
            if (bytes.length != geometry.voxels() * Short.BYTES) {
                throw new BadDataException(
                        file.toString(),
                        "matrix.dat",
                        "has " + bytes.length + " bytes, not " + geometry.voxels() * Short.BYTES);
            }
            return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    private float[] turned(ByteBuffer matrix) {
        float[] voxels = new float[Math.toIntExact(geometry.voxels())];
        int next = 0;
        for (int z = 0; z < geometry.nz(); z++) {
            for (int y = geometry.ny() - 1; y >= 0; y--) {
                for (int x = 0; x < geometry.nx(); x++) {
                    voxels[next++] = matrix.getShort(Short.BYTES * (x + geometry.nx() * (y + geometry.ny() * z)));
                }
            }
        }
        return voxels;
    }
}
