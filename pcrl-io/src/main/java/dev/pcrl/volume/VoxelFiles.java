package dev.pcrl.volume;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Keeps voxels in files of a local directory that are mapped into memory, instead of on the heap: the operating system
 * holds in memory what is looked at and what there is room for. Who asks for the same name again, perhaps in another
 * thread or process, shares the file.
 */
public final class VoxelFiles {
    /** The largest file that is mapped as a whole. */
    private static final long MOST_BYTES = Integer.MAX_VALUE;

    private static final int BLOCK = 1 << 18; // floats that are written at a time

    private final Path directory;

    /** @param directory that exists, on a local disk; whoever made it removes it with the files */
    public VoxelFiles(Path directory) {
        this.directory = requireNonNull(directory, "directory");
    }

    /**
     * The same volume with its voxels in a file; the volume itself if they are more than 2 GiB.
     *
     * @param name no other volume's
     * @throws UncheckedIOException if the file cannot be written: the disk is full
     */
    public Volume keep(Volume volume, String name) {
        long bytes = (long) Float.BYTES * volume.voxels().limit();
        if (bytes > MOST_BYTES) {
            return volume;
        }
        Path file = directory.resolve(name + ".f32");
        try {
            if (!Files.exists(file)) {
                write(volume.voxels(), file);
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                ByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, bytes);
                return volume.in(mapped.order(ByteOrder.nativeOrder()).asFloatBuffer());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of the file or none of it: others may be about to write the same. */
    private void write(FloatBuffer voxels, Path file) throws IOException {
        Path part = Files.createTempFile(directory, "voxels-", ".part");
        try {
            ByteBuffer block = ByteBuffer.allocate(BLOCK * Float.BYTES).order(ByteOrder.nativeOrder());
            // Written, not mapped: through a mapping a full disk would be a fault of memory.
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                while (voxels.hasRemaining()) {
                    int count = Math.min(BLOCK, voxels.remaining());
                    block.clear().limit(count * Float.BYTES);
                    block.asFloatBuffer().put(voxels.slice(voxels.position(), count));
                    voxels.position(voxels.position() + count);
                    while (block.hasRemaining()) {
                        channel.write(block);
                    }
                }
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
