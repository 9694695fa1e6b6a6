package dev.pcrl.dicom;

import java.nio.ByteBuffer;

/**
 * A table of grey values (PS3.3, C.11.1.1 and C.11.2.1.1): an entry for each of some consecutive whole numbers. Smaller
 * numbers have the first entry, larger ones the last.
 */
final class LookupTable {
    private static final int MAX_ENTRIES = 1 << 16;

    private final double first;
    private final int[] entries;
    private final int most;

    private LookupTable(double first, int[] entries, int most) {
        this.first = first;
        this.entries = entries;
        this.most = most;
    }

    /**
     * From an item of a sequence of tables.
     *
     * @param signed whether the numbers that are looked up may be negative
     */
    static LookupTable of(Attributes item, boolean signed) {
        double[] descriptor = item.numbers(Tag.LUT_DESCRIPTOR, 3);
        int count = (int) (descriptor[0] <= 0 ? descriptor[0] + MAX_ENTRIES : descriptor[0]); // 16 bits, 0 for 65536
        if (count < 1 || count > MAX_ENTRIES) {
            throw item.fault(Tag.LUT_DESCRIPTOR, count + " entries; 1 to " + MAX_ENTRIES + " are possible");
        }
        double first = signed && descriptor[1] > Short.MAX_VALUE ? descriptor[1] - 0x1p16 : descriptor[1];
        int bits = (int) descriptor[2];
        if (bits < 8 || bits > 16) {
            throw item.fault(Tag.LUT_DESCRIPTOR, "entries of " + bits + " bits; 8 to 16 are possible");
        }
        ByteBuffer data = item.bytes(Tag.LUT_DATA);
        boolean words = data.capacity() >= 2 * count;
        if (!words && (bits > 8 || data.capacity() < count)) {
            throw item.fault(Tag.LUT_DATA, data.capacity() + " bytes for " + count + " entries of " + bits + " bits");
        }
        int most = (1 << bits) - 1;
        int[] entries = new int[count];
        for (int i = 0; i < count; i++) {
            entries[i] = Math.min(most, words ? data.getShort(2 * i) & 0xffff : data.get(i) & 0xff);
        }
        return new LookupTable(first, entries, most);
    }

    /** The entry for a number. */
    int entry(double number) {
        double index = Math.rint(number - first);
        return entries[(int) Math.max(0, Math.min(entries.length - 1, index))];
    }

    /** The entry for a number, in [0, 1]. */
    double share(double number) {
        return (double) entry(number) / most;
    }
}
