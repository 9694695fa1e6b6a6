package dev.pcrl.sample;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.failure.UnavailableException;
import dev.pcrl.volume.Geometry;
import dev.pcrl.volume.Modality;
import dev.pcrl.volume.Volume;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A volume in an {@code .npz} file of NumPy: a zip file of arrays, each with a header in text. The array must be of
 * 16-bit little-endian integers with the axes z, y, x. Nothing says that its numbers are Hounsfield units, for which a
 * volume that is called CT would be taken.
 *
 * @param geometry the grid, as NumPy's files know no geometry
 * @param array the array's name
 */
record NumpyArchive(Geometry geometry, String array) implements Conversion {
    private static final int MAGIC = 6; // bytes of "\x93NUMPY" before the version

    @Override
    public Volume read(Path file, Path folder) {
        ByteBuffer bytes = entry(file);
        try {
            String header = header(bytes);
            String shape = "'shape': (" + geometry.nz() + ", " + geometry.ny() + ", " + geometry.nx() + ")";
            for (String expected : new String[] {"'descr': '<i2'", "'fortran_order': False", shape}) {
                if (!header.contains(expected)) {
                    throw bad(file, "says " + header.strip() + " where " + expected + " is expected", null);
                }
            }
            float[] voxels = new float[Math.toIntExact(geometry.voxels())];
            for (int i = 0; i < voxels.length; i++) {
                voxels[i] = bytes.getShort();
            }
            return new Volume(geometry, 1, Modality.UNKNOWN, voxels);
        } catch (BufferUnderflowException e) {
            throw bad(file, "ends before its last voxel", e);
        }
    }

    private ByteBuffer entry(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry entry = zip.getEntry(array + ".npy");
            if (entry == null) {
                throw bad(file, "is missing", null);
            }
            try (InputStream in = zip.getInputStream(entry)) {
                return ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            }
        } catch (ZipException e) {
            throw bad(file, "cannot be unpacked: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UnavailableException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** The text before the voxels; the buffer stands at the first voxel afterwards. */
    private static String header(ByteBuffer bytes) {
        bytes.position(MAGIC);
        int version = bytes.get();
        bytes.get(); // minor version
        int length = version == 1 ? Short.toUnsignedInt(bytes.getShort()) : bytes.getInt();
        if (length < 0 || length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] text = new byte[length];
        bytes.get(text);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private BadDataException bad(Path file, String reason, Throwable cause) {
        return new BadDataException(file.toString(), array + ".npy", reason, cause);
    }
}
