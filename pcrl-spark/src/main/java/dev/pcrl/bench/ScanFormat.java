package dev.pcrl.bench;

import dev.pcrl.read.NiftiWriter;
import dev.pcrl.store.Store;
import dev.pcrl.volume.Affine;
import dev.pcrl.volume.Geometry;
import dev.pcrl.volume.Volume;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Locale;
import org.apache.hadoop.fs.Path;

/** The forms in which {@code bench io} writes its CT: axial, in Hounsfield units, 16 bits a voxel. */
enum ScanFormat {
    /** NIfTI-1 in gzip. */
    NIFTI_GZIP("ct.nii.gz") {
        @Override
        void write(Volume ct, Store store, Path directory) {
            NiftiWriter.write(ct, store, path(directory));
        }
    },
    /** MetaImage, not compressed, its voxels in a file of their own. */
    METAIMAGE("ct.mhd") {
        @Override
        void write(Volume ct, Store store, Path directory) {
            Geometry grid = ct.geometry();
            Affine affine = grid.affine();
            store.writeText(
                    path(directory),
                    String.format(
                            Locale.ROOT,
                            """
                    ObjectType = Image
                    NDims = 3
                    BinaryData = True
                    BinaryDataByteOrderMSB = False
                    CompressedData = False
                    Modality = MET_MOD_CT
                    ElementSpacing = %s %s %s
                    DimSize = %d %d %d
                    ElementType = MET_SHORT
                    ElementDataFile = ct.raw
                    """,
                            affine.spacing(0),
                            affine.spacing(1),
                            affine.spacing(2),
                            grid.nx(),
                            grid.ny(),
                            grid.nz()));
            FloatBuffer voxels = ct.voxels();
            store.write(new Path(directory, "ct.raw"), out -> {
                for (int z = 0; z < grid.nz(); z++) {
                    out.write(shorts(voxels, grid.nx() * grid.ny(), 0));
                }
            });
        }
    },
    /** A DICOM series, one file a slice, not compressed, explicit VR little endian. */
    DICOM("dicom") {
        private static final int INTERCEPT = -1024; // of Hounsfield units, as scanners have it

        @Override
        void write(Volume ct, Store store, Path directory) {
            Geometry grid = ct.geometry();
            FloatBuffer voxels = ct.voxels();
            for (int z = 0; z < grid.nz(); z++) {
                byte[] file = slice(grid, z, shorts(voxels, grid.nx() * grid.ny(), INTERCEPT));
                Path path = new Path(path(directory), String.format(Locale.ROOT, "slice-%04d.dcm", z));
                store.write(path, out -> out.write(file));
            }
        }

        private static byte[] slice(Geometry grid, int z, byte[] pixels) {
            Affine affine = grid.affine();
            return DataSetWriter.file("1.2.840.10008.1.2.1")
                    .text(0x0008_0008, "CS", "ORIGINAL\\PRIMARY\\AXIAL")
                    .text(0x0008_0016, "UI", "1.2.840.10008.5.1.4.1.1.2")
                    .text(0x0008_0018, "UI", "2.25.1." + (z + 1))
                    .text(0x0008_0060, "CS", "CT")
                    .text(0x0018_0050, "DS", Double.toString(affine.spacing(2)))
                    .text(0x0020_000d, "UI", "2.25.2")
                    .text(0x0020_000e, "UI", "2.25.3")
                    .text(0x0020_0013, "IS", Integer.toString(z + 1))
                    .text(0x0020_0032, "DS", "0\\0\\" + z * affine.spacing(2))
                    .text(0x0020_0037, "DS", "1\\0\\0\\0\\1\\0")
                    .number(0x0028_0002, 1)
                    .text(0x0028_0004, "CS", "MONOCHROME2")
                    .number(0x0028_0010, grid.ny())
                    .number(0x0028_0011, grid.nx())
                    .text(0x0028_0030, "DS", affine.spacing(1) + "\\" + affine.spacing(0))
                    .number(0x0028_0100, Short.SIZE)
                    .number(0x0028_0101, Short.SIZE)
                    .number(0x0028_0102, Short.SIZE - 1)
                    .number(0x0028_0103, 1)
                    .text(0x0028_1052, "DS", Integer.toString(INTERCEPT))
                    .text(0x0028_1053, "DS", "1")
                    .element(0x7fe0_0010, "OW", pixels)
                    .toBytes();
        }
    };

    private final String file;

    ScanFormat(String file) {
        this.file = file;
    }

    /** Where the volume stands in a directory: the file to be named to a reader, or a directory of slices. */
    Path path(Path directory) {
        return new Path(directory, file);
    }

    /** The name of its measurement. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Writes a volume of whole numbers of 16 bits. */
    abstract void write(Volume ct, Store store, Path directory);

    /** The next voxels less an intercept, little-endian. */
    private static byte[] shorts(FloatBuffer voxels, int count, int intercept) {
        byte[] bytes = new byte[Short.BYTES * count];
        ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            words.putShort((short) (voxels.get() - intercept));
        }
        return bytes;
    }
}
