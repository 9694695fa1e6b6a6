package dev.pcrl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The margin that docs/view-bundles.md promises. */
class ExecutorMemoryTest {
    private static final int EDGE = 512;
    private static final int VOXELS_MIB = (4 * EDGE * EDGE * EDGE) >> 20;
    private static final int MARGIN_MIB = 384;

    @TempDir
    private Path directory;

    @Test
    void should_need_no_more_heap_for_a_volume_than_its_voxels_and_the_margin() throws Exception {
        assertThat(MARGIN_MIB).as("a second copy of the voxels must not fit").isLessThan(VOXELS_MIB);
        Path volume = directory.resolve("sagittal.mha");
        writeSagittalCt(volume);
        Path config = Files.writeString(directory.resolve("c.yaml"), "");
        Path errors = directory.resolve("err");

        Process views = PcrlProcess.start(
                List.of("-Xmx" + (VOXELS_MIB + MARGIN_MIB) + "m"),
                errors,
                "views",
                "--master",
                "local[1]",
                "--input",
                volume.toString(),
                "--output",
                directory.resolve("views").toString(),
                "--config",
                config.toString());

        assertThat(views.waitFor()).as(() -> text(errors)).isZero();
    }

    /** Compressed, and with all axes to be reordered for axial views. */
    private static void writeSagittalCt(Path file) throws IOException {
        String header = """
                ObjectType = Image
                NDims = 3
                CompressedData = True
                TransformMatrix = 0 1 0 0 0 -1 -1 0 0
                Offset = 0 0 0
                ElementSpacing = 1 1 1
                DimSize = %1$d %1$d %1$d
                ElementType = MET_SHORT
                ElementDataFile = LOCAL
                """.formatted(EDGE);
        byte[] air = slice((short) -1000);
        byte[] tissue = slice((short) 40);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(header.getBytes(StandardCharsets.US_ASCII));
            Deflater fast = new Deflater(Deflater.BEST_SPEED);
            try (OutputStream packed = new DeflaterOutputStream(out, fast)) {
                for (int i = 0; i < EDGE; i++) {
                    packed.write(i < EDGE / 8 ? air : tissue);
                }
            } finally {
                fast.end();
            }
        }
    }

    private static byte[] slice(short value) {
        ByteBuffer slice = ByteBuffer.allocate(2 * EDGE * EDGE).order(ByteOrder.LITTLE_ENDIAN);
        while (slice.hasRemaining()) {
            slice.putShort(value);
        }
        return slice.array();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
