package dev.pcrl.codec;

import java.util.ArrayList;
import java.util.List;

/** A code-block and what packets have told of it so far (T.800, B.7, B.10). */
final class J2kCodeBlock {
    private static final int FIRST_LENGTH_BITS = 3;

    /** Passes before the first that bypasses arithmetic coding (table D.9). */
    private static final int CODED_PASSES = 10;

    private final J2kArea area;
    private final List<J2kSegment> segments = new ArrayList<>(1);
    private int planes;
    private int passes;
    private int lengthBits = FIRST_LENGTH_BITS;

    J2kCodeBlock(J2kArea area) {
        this.area = area;
    }

    /** In the coordinates of its sub-band. */
    J2kArea area() {
        return area;
    }

    List<J2kSegment> segments() {
        return segments;
    }

    /** Whether a packet has had a part of it. */
    boolean isIncluded() {
        return !segments.isEmpty();
    }

    /** Magnitude bit-planes that are not all zero. */
    int planes() {
        return planes;
    }

    void setPlanes(int count) {
        planes = count;
    }

    /** Whether there can be so many more passes: three a plane, but only one in the first. */
    boolean hasRoomFor(int more) {
        return passes + more <= 3 * planes - 2;
    }

    /** Lblock (B.10.7.1). */
    int lengthBits() {
        return lengthBits;
    }

    void addLengthBit() {
        lengthBits++;
    }

    /** The segment that the next passes belong to. */
    J2kSegment open(J2kStyle style) {
        J2kSegment last = segments.isEmpty() ? null : segments.get(segments.size() - 1);
        if (last == null || last.room() == 0) {
            last = new J2kSegment(mostPasses(style));
            segments.add(last);
        }
        return last;
    }

    /** How many passes the segment that begins with the next pass can have (table D.9). */
    private int mostPasses(J2kStyle style) {
        if (style.terminate()) {
            return 1;
        }
        if (!style.bypass()) {
            return Integer.MAX_VALUE;
        }
        if (passes < CODED_PASSES) {
            return CODED_PASSES;
        }
        return (passes - CODED_PASSES) % 3 == 0 ? 2 : 1;
    }

    void add(J2kSegment segment, int count) {
        segment.addPasses(count);
        passes += count;
    }
}
