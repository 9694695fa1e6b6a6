package dev.pcrl.read;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.store.ByteSource;
import dev.pcrl.store.Store;
import dev.pcrl.volume.Affine;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;

/**
 * Where a NIfTI header says that its voxels stand, field by field. Programs choose among quaternion, affine and voxel
 * sizes in ways of their own, and differ the more where a header has no code: a file that repeats another's fields lies
 * over it in each of them.
 */
public final class NiftiPlacement {
    private static final int SCANNER = 1;
    private static final int MILLIMETRES = 2;

    private final double[] voxelSizes; // pixdim[0] to [3], the first the sign of the quaternion
    private final int lengthUnit;
    private final int quaternionCode;
    private final int affineCode;
    private final double[] quaternion; // quatern_b, c, d, qoffset_x, y, z
    private final double[] affine; // srow_x, srow_y, srow_z

    private NiftiPlacement(
            double[] voxelSizes,
            int lengthUnit,
            int quaternionCode,
            int affineCode,
            double[] quaternion,
            double... affine) {
        this.voxelSizes = voxelSizes;
        this.lengthUnit = lengthUnit;
        this.quaternionCode = quaternionCode;
        this.affineCode = affineCode;
        this.quaternion = quaternion;
        this.affine = affine;
    }

    /**
     * The affine alone (code 1, scanner), and no quaternion, so that no program can choose a different one: a
     * quaternion cannot hold every affine.
     */
    public static NiftiPlacement of(Affine affine) {
        return new NiftiPlacement(
                new double[] {1, affine.spacing(0), affine.spacing(1), affine.spacing(2)},
                MILLIMETRES,
                0,
                SCANNER,
                new double[6],
                affine.toRows());
    }

    /**
     * What a file's own header says.
     *
     * @return nothing if it is no NIfTI
     * @throws BadDataException if it is cut within its header
     */
    public static Optional<NiftiPlacement> ofFile(Store store, Path file) {
        try (ByteSource source = ByteSource.open(store, file)) {
            if (!NiftiHeader.startsLikeNifti(source.readUpTo(VolumeReaders.START_BYTES))) {
                return Optional.empty();
            }
        }
        try (ByteSource source = ByteSource.open(store, file)) {
            return Optional.of(of(NiftiHeader.read(file.toString(), source)));
        }
    }

    private static NiftiPlacement of(NiftiHeader header) {
        return new NiftiPlacement(
                numbers(4, i -> i == 0 ? header.voxelSize(0) : size(header.voxelSize(i))),
                header.lengthUnit(),
                header.quaternionCode(),
                header.affineCode(),
                numbers(6, i -> i < 3 ? header.quaternion(i) : header.quaternionOffset(i - 3)),
                numbers(12, header::affineElement));
    }

    /** A 2D image need not say how thick it is, nor any header with an affine how large voxels are. */
    private static double size(double size) {
        return size > 0 && Double.isFinite(size) ? size : 1;
    }

    private static double[] numbers(int count, IntToDoubleFunction number) {
        return IntStream.range(0, count).mapToDouble(number).toArray();
    }

    /** Writes the fields into a header of NIfTI-1, whose numbers are of single precision. */
    void writeTo(ByteBuffer header) {
        write(voxelSizes, header, 76); // pixdim
        header.put(123, (byte) lengthUnit); // xyzt_units
        header.putShort(252, (short) quaternionCode); // qform_code
        header.putShort(254, (short) affineCode); // sform_code
        write(quaternion, header, 256); // quatern_b to qoffset_z
        write(affine, header, 280); // srow_x, srow_y, srow_z
    }

    private static void write(double[] numbers, ByteBuffer header, int at) {
        header.position(at);
        Arrays.stream(numbers).forEach(number -> header.putFloat((float) number));
    }
}
