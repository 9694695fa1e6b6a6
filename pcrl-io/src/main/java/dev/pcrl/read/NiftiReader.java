package dev.pcrl.read;

import static java.util.Objects.requireNonNull;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.store.ByteSource;
import dev.pcrl.store.Store;
import dev.pcrl.volume.Geometry;
import dev.pcrl.volume.Volume;
import dev.pcrl.volume.VoxelOrder;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.Path;

/**
 * Reads NIfTI-1 and NIfTI-2, in one file or as a pair of header and voxels, plain or in gzip.
 *
 * <p>The fourth dimension (time), or the fifth (vector elements), becomes the volume's channels. Header extensions are
 * passed over. The modality is known of files that {@link NiftiWriter} wrote; NIfTI has no field for it.
 */
public final class NiftiReader implements VolumeReader {
    private final VoxelOrder voxelOrder;

    public NiftiReader(VoxelOrder voxelOrder) {
        this.voxelOrder = requireNonNull(voxelOrder, "voxelOrder");
    }

    @Override
    public String format() {
        return "NIfTI-1 and -2 (.nii, .nii.gz, .hdr with .img)";
    }

    @Override
    public boolean recognisesName(Path file) {
        return file.getName().toLowerCase(Locale.ROOT).matches(".+\\.(nii|hdr)(\\.gz)?");
    }

    @Override
    public boolean recognisesContent(byte[] start) {
        return NiftiHeader.startsLikeNifti(start);
    }

    @Override
    public Volume read(Store store, Path file) {
        try (ByteSource source = ByteSource.open(store, file)) {
            NiftiHeader header = NiftiHeader.read(file.toString(), source);
            if (!header.isPair()) {
                return read(header, source, offset(header, header.size() + 4));
            }
            Path data = dataFile(store, file);
            try (ByteSource voxels = ByteSource.open(store, data)) {
                return read(header, voxels, offset(header, 0));
            }
        }
    }

    private Volume read(NiftiHeader header, ByteSource source, long offset) {
        VoxelDecoder decoder = decoder(header);
        int[] sizes = sizes(header);
        int count = Checks.voxels(reason -> header.fail("dim", reason), sizes);
        Geometry geometry = NiftiGeometry.of(header, sizes[0], sizes[1], sizes[2]);
        float[] voxels = decoder.decode(source, offset, count, 1);
        return voxelOrder.volume(
                geometry, sizes[3], header.modality(), decoder.type().label(), voxels);
    }

    /** Sizes along x, y and z, and the number of channels. */
    private static int[] sizes(NiftiHeader header) {
        long dimensions = header.dimension(0);
        if (dimensions < 1 || dimensions > 7) {
            throw header.fail("dim[0]", dimensions + " dimensions; 1 to 7 are possible");
        }
        int[] sizes = {1, 1, 1, 1};
        for (int axis = 1; axis <= dimensions; axis++) {
            long size = header.dimension(axis);
            if (size < 1 || size > Volume.MAX_VOXELS) {
                throw header.fail("dim[" + axis + "]", "size " + size + "; 1 to " + Volume.MAX_VOXELS + " is possible");
            }
            if (axis <= 3) {
                sizes[axis - 1] = (int) size;
            } else if (size > 1) {
                if (axis > 5 || sizes[3] > 1) {
                    throw header.fail(
                            "dim[" + axis + "]", "size " + size + "; only one of dim[4] and dim[5] may exceed 1");
                }
                sizes[3] = (int) size;
            }
        }
        return sizes;
    }

    private static VoxelDecoder decoder(NiftiHeader header) {
        double slope = header.slope();
        if (slope == 0 || !Double.isFinite(slope)) {
            return new VoxelDecoder(type(header), header.order()); // the standard's way to say that there is none
        }
        if (!Double.isFinite(header.intercept())) {
            throw header.fail("scl_inter", header.intercept() + " beside a slope of " + slope);
        }
        return new VoxelDecoder(type(header), header.order(), slope, header.intercept());
    }

    private static VoxelType type(NiftiHeader header) {
        return switch (header.typeCode()) {
            case 2 -> VoxelType.UINT8;
            case 4 -> VoxelType.INT16;
            case 8 -> VoxelType.INT32;
            case 16 -> VoxelType.FLOAT32;
            case 64 -> VoxelType.FLOAT64;
            case 256 -> VoxelType.INT8;
            case 512 -> VoxelType.UINT16;
            case 768 -> VoxelType.UINT32;
            case 1024 -> VoxelType.INT64;
            case 1280 -> VoxelType.UINT64;
            case 1 -> throw unsupported(header, "single bits");
            case 32 -> throw unsupported(header, "complex64");
            case 128 -> throw unsupported(header, "RGB24");
            case 1536 -> throw unsupported(header, "float128");
            case 1792 -> throw unsupported(header, "complex128");
            case 2048 -> throw unsupported(header, "complex256");
            case 2304 -> throw unsupported(header, "RGBA32");
            default -> throw header.fail("datatype", "unknown voxel type code " + header.typeCode());
        };
    }

    private static BadDataException unsupported(NiftiHeader header, String name) {
        return header.fail(
                "datatype",
                "voxels are " + name + " (code " + header.typeCode()
                        + "); integers and reals of 8 to 64 bits are read");
    }

    private static long offset(NiftiHeader header, int least) {
        double offset = header.dataOffset();
        if (!(offset >= least) || offset > 1e18 || offset != Math.rint(offset)) {
            throw header.fail("vox_offset", offset + "; a whole number of at least " + least + " is needed");
        }
        return (long) offset;
    }

    /** The file of voxels that belongs to a header: the same name with img for hdr, packed or not. */
    private static Path dataFile(Store store, Path header) {
        String name = header.getName();
        if (!name.toLowerCase(Locale.ROOT).matches(".+\\.hdr(\\.gz)?")) {
            throw new BadDataException(
                    header.toString(),
                    "header field magic",
                    "the voxels stand in an .img file, which only a header with a name in .hdr or .hdr.gz can have");
        }
        String stem = name.substring(0, name.toLowerCase(Locale.ROOT).lastIndexOf(".hdr"));
        boolean packed = name.toLowerCase(Locale.ROOT).endsWith(".gz");
        String extension = name.startsWith(".HDR", stem.length()) ? ".IMG" : ".img";
        String packedExtension = extension + (extension.equals(".IMG") ? ".GZ" : ".gz");
        List<String> candidates = packed
                ? List.of(stem + packedExtension, stem + extension)
                : List.of(stem + extension, stem + packedExtension);
        for (String candidate : candidates) {
            Path data = Companions.beside(header, candidate);
            if (store.exists(data)) {
                return data;
            }
        }
        throw Companions.missing(header, "header field magic", String.join(" or ", candidates));
    }
}
