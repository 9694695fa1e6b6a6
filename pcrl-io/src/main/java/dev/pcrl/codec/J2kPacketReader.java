package dev.pcrl.codec;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Reads the packets of a tile, one behind another, from its tile-parts (T.800, B.9, B.10). */
final class J2kPacketReader {
    private static final int SOP = 0xFF91;
    private static final int EPH = 0xFF92;

    /** Passes that a code-block gets by a packet, in bytes of {@code length}. */
    private record Contribution(J2kSegment segment, int length) {}

    private final J2kTileStyle style;
    private final Iterator<FrameBytes> bodies;
    private FrameBytes body;

    /** @param bodies what tile-parts have behind their headers; no packet goes from one to the next */
    J2kPacketReader(J2kTileStyle style, List<FrameBytes> bodies) {
        this.style = style;
        this.bodies = bodies.iterator();
        this.body = this.bodies.next();
    }

    /** Reads one layer of a precinct. */
    void read(J2kPrecinct precinct, int layer) {
        while (body.remaining() == 0 && bodies.hasNext()) {
            body = bodies.next();
        }
        if (style.startMarkers() && body.startsWith(SOP)) {
            body.marker();
            body.segment();
        }
        List<Contribution> contributions = readHeader(precinct, layer);
        if (style.endMarkers() && body.marker() != EPH) {
            throw body.damaged("a packet header does not end with its marker");
        }
        for (Contribution contribution : contributions) {
            FrameBytes bytes = body.range("a packet", contribution.length());
            contribution.segment().addBytes(bytes.position(), contribution.length());
        }
    }

    private List<Contribution> readHeader(J2kPrecinct precinct, int layer) {
        List<Contribution> contributions = new ArrayList<>();
        J2kPacketBits bits = new J2kPacketBits(body);
        if (bits.bit() == 1) {
            for (J2kPrecinct.Part part : precinct.parts()) {
                for (int leaf = 0; leaf < part.blocks().size(); leaf++) {
                    if (isIncluded(part, leaf, layer, bits)) {
                        readPasses(part.blocks().get(leaf), precinct.style(), bits, contributions);
                    }
                }
            }
        }
        bits.end();
        return contributions;
    }

    /** B.10.4; with the first inclusion comes the number of missing bit-planes, B.10.5. */
    private static boolean isIncluded(J2kPrecinct.Part part, int leaf, int layer, J2kPacketBits bits) {
        J2kCodeBlock block = part.blocks().get(leaf);
        if (block.isIncluded()) {
            return bits.bit() == 1;
        }
        if (!part.inclusion().isBelow(layer + 1, leaf, bits)) {
            return false;
        }
        int planes = part.band().planes();
        while (!part.zeroPlanes().isBelow(part.band().planes() - planes + 1, leaf, bits)) {
            planes--;
            if (planes <= 0) {
                throw bits.damaged("a code-block without bit-planes");
            }
        }
        block.setPlanes(planes);
        return true;
    }

    /** B.10.6 and B.10.7. */
    private static void readPasses(
            J2kCodeBlock block, J2kStyle style, J2kPacketBits bits, List<Contribution> contributions) {
        int passes = passes(bits);
        if (!block.hasRoomFor(passes)) {
            throw bits.damaged("more coding passes than bit-planes allow");
        }
        while (bits.bit() == 1) {
            block.addLengthBit();
        }
        while (passes > 0) {
            J2kSegment segment = block.open(style);
            int count = Math.min(passes, segment.room());
            int width = block.lengthBits() + 31 - Integer.numberOfLeadingZeros(count);
            if (width > 31) {
                throw bits.damaged("a length of " + width + " bits");
            }
            contributions.add(new Contribution(segment, bits.take(width)));
            block.add(segment, count);
            passes -= count;
        }
    }

    /** Table B.4. */
    private static int passes(J2kPacketBits bits) {
        if (bits.bit() == 0) {
            return 1;
        }
        if (bits.bit() == 0) {
            return 2;
        }
        int more = bits.take(2);
        if (more < 3) {
            return 3 + more;
        }
        more = bits.take(5);
        return more < 31 ? 6 + more : 37 + bits.take(7);
    }
}
