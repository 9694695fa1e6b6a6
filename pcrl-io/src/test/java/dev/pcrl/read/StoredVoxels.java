package dev.pcrl.read;

import java.nio.ByteOrder;
import java.util.HexFormat;

/** Six voxels of each type, spelled out as bytes, and the numbers they stand for. */
enum StoredVoxels {
    UINT8(2, "MET_UCHAR", 1, "00 01 7f 80 ff 2a", 0, 1, 127, 128, 255, 42),
    INT8(256, "MET_CHAR", 1, "00 01 7f 80 ff 2a", 0, 1, 127, -128, -1, 42),
    UINT16(512, "MET_USHORT", 2, "0000 0001 7fff 8000 ffff 0102", 0, 1, 32767, 32768, 65535, 258),
    INT16(4, "MET_SHORT", 2, "0000 0001 7fff 8000 ffff 0102", 0, 1, 32767, -32768, -1, 258),
    UINT32(
            768,
            "MET_UINT",
            4,
            "00000000 00000001 7fffffff 80000000 ffffffff 01020304",
            0,
            1,
            0x1p31f,
            0x1p31f,
            0x1p32f,
            16909060),
    INT32(
            8,
            "MET_INT",
            4,
            "00000000 00000001 7fffffff 80000000 ffffffff 01020304",
            0,
            1,
            0x1p31f,
            -0x1p31f,
            -1,
            16909060),
    UINT64(
            1280,
            "MET_ULONG_LONG",
            8,
            "0000000000000000 0000000000000001 7fffffffffffffff 8000000000000000 ffffffffffffffff 0102030405060708",
            0,
            1,
            0x1p63f,
            0x1p63f,
            0x1p64f,
            0x1.020304p56f),
    INT64(
            1024,
            "MET_LONG_LONG",
            8,
            "0000000000000000 0000000000000001 7fffffffffffffff 8000000000000000 ffffffffffffffff 0102030405060708",
            0,
            1,
            0x1p63f,
            -0x1p63f,
            -1,
            0x1.020304p56f),
    FLOAT32(
            16,
            "MET_FLOAT",
            4,
            "00000000 3f800000 ff7fffff 7f800000 7fc00000 3dcccccd",
            0,
            1,
            -Float.MAX_VALUE,
            Float.POSITIVE_INFINITY,
            Float.NaN,
            0.1f),
    FLOAT64(
            64,
            "MET_DOUBLE",
            8,
            "0000000000000000 3ff0000000000000 47efffffe0000000 fff0000000000000 7ff8000000000000 3fb999999999999a",
            0,
            1,
            Float.MAX_VALUE,
            Float.NEGATIVE_INFINITY,
            Float.NaN,
            0.1f);

    final int niftiCode;
    final String metaName;
    final int width;
    private final String bigEndian;

    @SuppressWarnings("ImmutableEnumChecker") // never written to
    private final float[] numbers;

    StoredVoxels(int niftiCode, String metaName, int width, String bigEndian, float... numbers) {
        this.niftiCode = niftiCode;
        this.metaName = metaName;
        this.width = width;
        this.bigEndian = bigEndian;
        this.numbers = numbers;
    }

    /** The six voxels as a file holds them. */
    byte[] bytes(ByteOrder order) {
        byte[] bytes = HexFormat.of().parseHex(bigEndian.replace(" ", ""));
        if (order == ByteOrder.BIG_ENDIAN) {
            return bytes;
        }
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i / width * width + width - 1 - i % width] = bytes[i];
        }
        return reversed;
    }

    /** What a reader should make of them. */
    float[] numbers() {
        return numbers.clone();
    }
}
