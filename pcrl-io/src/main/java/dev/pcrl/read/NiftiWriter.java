package dev.pcrl.read;

import dev.pcrl.failure.UsageException;
import dev.pcrl.store.Store;
import dev.pcrl.volume.Geometry;
import dev.pcrl.volume.Volume;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.fs.Path;

/**
 * Writes volumes as NIfTI-1 in one file, little-endian: 16-bit integers where that loses nothing, else 32-bit reals.
 *
 * <p>Fields of free text stay empty, but for CT or MR in intent_name, with no intent_code: NIfTI has no field for the
 * modality. Equal volumes give equal bytes.
 */
public final class NiftiWriter {
    private static final int DATA_OFFSET = 352;
    private static final int CHUNK = 1 << 13;

    private NiftiWriter() {}

    /**
     * Writes a file, whole or not at all.
     *
     * @param file with a name in {@code .nii} or {@code .nii.gz}
     * @throws UsageException if the name is another, or the volume has more than 32767 voxels along an axis
     */
    public static void write(Volume volume, Store store, Path file) {
        write(volume, NiftiPlacement.of(volume.geometry().affine()), store, file);
    }

    /**
     * Writes a file that says of its place what another file of the same grid does, whole or not at all.
     *
     * @param file with a name in {@code .nii} or {@code .nii.gz}
     * @throws UsageException if the name is another, or the volume has more than 32767 voxels along an axis
     */
    public static void write(Volume volume, NiftiPlacement placement, Store store, Path file) {
        requireName(file);
        store.write(
                file, out -> write(volume, placement, out, lowerCaseName(file).endsWith(".gz")));
    }

    /**
     * Refuses a file that could not be written for its name.
     *
     * @throws UsageException if it ends neither in {@code .nii} nor in {@code .nii.gz}
     */
    public static void requireName(Path file) {
        if (!lowerCaseName(file).matches(".+\\.nii(\\.gz)?")) {
            throw new UsageException("cannot write " + file + ": NIfTI files are named .nii or .nii.gz");
        }
    }

    private static String lowerCaseName(Path file) {
        return file.getName().toLowerCase(Locale.ROOT);
    }

    /**
     * Writes to a stream, which stays open.
     *
     * @throws UsageException if the volume has more than 32767 voxels along an axis
     */
    public static void write(Volume volume, OutputStream out, boolean gzip) throws IOException {
        write(volume, NiftiPlacement.of(volume.geometry().affine()), out, gzip);
    }

    private static void write(Volume volume, NiftiPlacement placement, OutputStream out, boolean gzip)
            throws IOException {
        if (!gzip) {
            writePlain(volume, placement, out);
            return;
        }
        GZIPOutputStream packed = new GZIPOutputStream(out, 1 << 16);
        writePlain(volume, placement, packed);
        packed.finish();
    }

    private static void writePlain(Volume volume, NiftiPlacement placement, OutputStream out) throws IOException {
        boolean integers = holdsShorts(volume.voxels());
        out.write(header(volume, placement, integers));
        FloatBuffer voxels = volume.voxels();
        if (integers) {
            writeShorts(voxels, out);
        } else {
            LittleEndianFloats.write(voxels, out);
        }
    }

    private static boolean holdsShorts(FloatBuffer voxels) {
        while (voxels.hasRemaining()) {
            float voxel = voxels.get();
            if (voxel != (short) voxel) {
                return false;
            }
        }
        return true;
    }

    private static void writeShorts(FloatBuffer voxels, OutputStream out) throws IOException {
        byte[] bytes = new byte[CHUNK * Short.BYTES];
        ShortBuffer shorts =
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        while (voxels.hasRemaining()) {
            int now = Math.min(CHUNK, voxels.remaining());
            for (int i = 0; i < now; i++) {
                shorts.put(i, (short) voxels.get());
            }
            out.write(bytes, 0, now * Short.BYTES);
        }
    }

    private static byte[] header(Volume volume, NiftiPlacement placement, boolean integers) {
        Geometry geometry = volume.geometry();
        int[] sizes = {geometry.nx(), geometry.ny(), geometry.nz(), volume.channels()};
        ByteBuffer header = ByteBuffer.allocate(DATA_OFFSET).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(0, 348); // sizeof_hdr
        header.put(38, (byte) 'r'); // regular, as Analyze asks
        header.putShort(40, (short) (volume.channels() == 1 ? 3 : 4)); // dim
        for (int axis = 0; axis < 7; axis++) {
            header.putShort(42 + 2 * axis, axis < 4 ? dimension(sizes[axis]) : 1);
        }
        header.putShort(70, (short) (integers ? 4 : 16)); // datatype
        header.putShort(72, (short) (integers ? 16 : 32)); // bitpix
        for (int axis = 4; axis <= 7; axis++) {
            header.putFloat(76 + 4 * axis, 1); // pixdim
        }
        header.putFloat(108, DATA_OFFSET); // vox_offset
        header.putFloat(112, 1); // scl_slope
        placement.writeTo(header);
        header.put(328, IntentName.of(volume.modality()));
        header.put(344, "n+1\0".getBytes(StandardCharsets.US_ASCII)); // magic
        return header.array();
    }

    private static short dimension(int size) {
        if (size > Short.MAX_VALUE) {
            throw new UsageException("NIfTI-1 holds at most 32767 voxels along an axis, not " + size);
        }
        return (short) size;
    }
}
