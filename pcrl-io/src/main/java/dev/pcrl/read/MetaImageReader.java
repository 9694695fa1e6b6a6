package dev.pcrl.read;

import static java.util.Objects.requireNonNull;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.store.ByteSource;
import dev.pcrl.store.Store;
import dev.pcrl.volume.Geometry;
import dev.pcrl.volume.Modality;
import dev.pcrl.volume.Volume;
import dev.pcrl.volume.VoxelOrder;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.apache.hadoop.fs.Path;

/**
 * Reads MetaImage, the format of ITK: {@code .mha}, or {@code .mhd} with its voxels in another file, plain or in zlib.
 *
 * <p>The file's coordinates are LPS; the volume's are RAS+. Channels side by side in the file, or a fourth dimension,
 * become the volume's channels. Not read, and refused by name: voxels as text, lists and patterns of slice files,
 * intensity functions and units other than millimetres (which readers disagree upon).
 */
public final class MetaImageReader implements VolumeReader {
    private final VoxelOrder voxelOrder;

    public MetaImageReader(VoxelOrder voxelOrder) {
        this.voxelOrder = requireNonNull(voxelOrder, "voxelOrder");
    }

    @Override
    public String format() {
        return "MetaImage (.mha, .mhd with .raw or .zraw)";
    }

    @Override
    public boolean recognisesName(Path file) {
        return file.getName().toLowerCase(Locale.ROOT).matches(".+\\.mh[ad]");
    }

    @Override
    public boolean recognisesContent(byte[] start) {
        String text = new String(start, StandardCharsets.ISO_8859_1);
        return text.matches("(?s)\\s*(ObjectType\\s*=\\s*Image|NDims\\s*=)\\s.*");
    }

    @Override
    public Volume read(Store store, Path file) {
        MetaImageHeader header;
        try (ByteSource source = ByteSource.open(store, file, 0, ByteSource.Packing.NONE)) {
            header = MetaImageHeader.read(file.toString(), source);
        }
        refuseWhatIsNotRead(header);
        int dimensions = header.wholeNumbers("NDims", 1)[0];
        if (dimensions < 2 || dimensions > 4) {
            throw header.fail("NDims", dimensions + " dimensions; 2 to 4 are read");
        }
        int[] sizes = Arrays.copyOf(header.wholeNumbers("DimSize", dimensions), 4);
        Arrays.fill(sizes, dimensions, 4, 1);
        int interleaved = header.wholeNumber("ElementNumberOfChannels").orElse(1);
        if (interleaved < 1) {
            throw header.fail("ElementNumberOfChannels", interleaved + "; at least 1 is needed");
        }
        if (interleaved > 1 && sizes[3] > 1) {
            throw header.fail("ElementNumberOfChannels", interleaved + " channels in an image of 4 dimensions");
        }
        int channels = Math.max(interleaved, sizes[3]);
        int count = Checks.voxels(
                reason -> header.fail("DimSize", reason), sizes[0], sizes[1], sizes[2], sizes[3], interleaved);
        Geometry geometry = new Geometry(sizes[0], sizes[1], sizes[2], MetaImageGeometry.affine(header, dimensions));
        VoxelDecoder decoder = new VoxelDecoder(type(header), order(header));
        float[] voxels = readVoxels(store, file, header, decoder, count, interleaved);
        return voxelOrder.volume(
                geometry, channels, modality(header), decoder.type().label(), voxels);
    }

    private static float[] readVoxels(
            Store store, Path file, MetaImageHeader header, VoxelDecoder decoder, int count, int interleaved) {
        boolean local = isLocal(header);
        Path data = local ? file : dataFile(store, file, header);
        boolean packed = header.flag("CompressedData", false);
        long length = store.length(data);
        long bytes = (long) count * decoder.type().bytes();
        long start = start(header, local, packed, length, bytes);
        if (packed && packedBytes(header) > length - start) {
            throw new BadDataException(
                    data.toString(),
                    "byte " + length,
                    "the file ends here; CompressedDataSize promises more from byte " + start + " on");
        }
        ByteSource.Packing packing = packed ? ByteSource.Packing.GZIP_OR_ZLIB : ByteSource.Packing.NONE;
        try (ByteSource source = ByteSource.open(store, data, start, packing)) {
            return decoder.decode(source, source.position(), count, interleaved);
        }
    }

    private static long packedBytes(MetaImageHeader header) {
        if (!header.has("CompressedDataSize")) {
            return 0;
        }
        double bytes = header.numbers("CompressedDataSize", 1)[0];
        if (!(bytes >= 0) || bytes != Math.rint(bytes) || bytes > 1e18) {
            throw header.fail("CompressedDataSize", "a whole number of bytes is needed");
        }
        return (long) bytes;
    }

    /** Position of the first byte of voxels. HeaderSize counts from the file's start; -1 is "the file's last bytes". */
    private static long start(MetaImageHeader header, boolean local, boolean packed, long length, long bytes) {
        long least = local ? header.end() : 0;
        int size = header.wholeNumber("HeaderSize").orElse(0);
        if (size == 0) {
            return least;
        }
        if (size < -1 || (size == -1 && packed)) {
            throw header.fail("HeaderSize", size + (packed ? " for compressed voxels" : "; -1 or more is needed"));
        }
        long start = size == -1 ? length - bytes : size;
        if (start < least) {
            throw header.fail("HeaderSize", size + " lets " + bytes + " bytes of voxels start before byte " + least);
        }
        return start;
    }

    private static void refuseWhatIsNotRead(MetaImageHeader header) {
        if (header.has("ObjectType") && !header.text("ObjectType").equals("Image")) {
            throw header.fail("ObjectType", "not an Image");
        }
        if (!header.flag("BinaryData", true)) {
            throw header.fail("BinaryData", "voxels written as text are not read");
        }
        if (header.has("ElementToIntensityFunctionSlope")
                && header.numbers("ElementToIntensityFunctionSlope", 1)[0] != 1) {
            throw header.fail(
                    "ElementToIntensityFunctionSlope", "only 1 is read: programs disagree on what others mean");
        }
        if (header.has("ElementToIntensityFunctionOffset")
                && header.numbers("ElementToIntensityFunctionOffset", 1)[0] != 0) {
            throw header.fail(
                    "ElementToIntensityFunctionOffset", "only 0 is read: programs disagree on what others mean");
        }
        if (header.has("DistanceUnits") && header.text("DistanceUnits").matches("um|cm")) {
            throw header.fail("DistanceUnits", "only mm is read: programs disagree on whether others count");
        }
    }

    private static VoxelType type(MetaImageHeader header) {
        String type = header.text("ElementType");
        return switch (type) {
            case "MET_CHAR" -> VoxelType.INT8;
            case "MET_UCHAR" -> VoxelType.UINT8;
            case "MET_SHORT" -> VoxelType.INT16;
            case "MET_USHORT" -> VoxelType.UINT16;
            case "MET_INT", "MET_LONG" -> VoxelType.INT32; // MetaIO fixes long at four bytes
            case "MET_UINT", "MET_ULONG" -> VoxelType.UINT32;
            case "MET_LONG_LONG" -> VoxelType.INT64;
            case "MET_ULONG_LONG" -> VoxelType.UINT64;
            case "MET_FLOAT" -> VoxelType.FLOAT32;
            case "MET_DOUBLE" -> VoxelType.FLOAT64;
            default ->
                throw header.fail(
                        "ElementType",
                        "unknown voxel type"
                                + (type.matches("MET_[A-Z_]{1,24}") ? " " + type : "")
                                + "; MET_ with (U)CHAR, (U)SHORT, (U)INT, (U)LONG, (U)LONG_LONG, FLOAT or DOUBLE is read");
        };
    }

    private static ByteOrder order(MetaImageHeader header) {
        String key = "BinaryDataByteOrderMSB";
        boolean big = header.flag(key, header.flag("ElementByteOrderMSB", false));
        if (header.has("ElementByteOrderMSB") && header.flag("ElementByteOrderMSB", big) != big) {
            throw header.fail("ElementByteOrderMSB", "says the opposite of " + key);
        }
        return big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    private static Modality modality(MetaImageHeader header) {
        if (!header.has("Modality")) {
            return Modality.UNKNOWN;
        }
        return switch (header.text("Modality")) {
            case "MET_MOD_CT" -> Modality.CT;
            case "MET_MOD_MR" -> Modality.MR;
            default -> Modality.UNKNOWN;
        };
    }

    private static boolean isLocal(MetaImageHeader header) {
        return header.text("ElementDataFile").equalsIgnoreCase("LOCAL");
    }

    /** The file of voxels: one that stands in the header's directory or below it. */
    private static Path dataFile(Store store, Path file, MetaImageHeader header) {
        String name = header.text("ElementDataFile");
        if (name.isEmpty()) {
            throw header.fail("ElementDataFile", "a file name or LOCAL is needed");
        }
        if (name.matches("(?i)LIST(\\s.*)?") || name.contains("%")) {
            throw header.fail(
                    "ElementDataFile", "lists and patterns of slice files are not read: join them in one file");
        }
        boolean control = name.chars().anyMatch(Character::isISOControl);
        boolean leaves = Arrays.stream(name.split("/", -1)).anyMatch(part -> part.matches("\\.{0,2}"));
        if (control || leaves || name.contains("\\") || name.matches("[A-Za-z0-9+.-]*:.*")) {
            throw header.fail("ElementDataFile", "not the name of a file in the header's directory");
        }
        Path data = Companions.beside(file, name);
        if (!store.exists(data) || store.isDirectory(data)) {
            throw Companions.missing(file, "ElementDataFile", name);
        }
        return data;
    }
}
