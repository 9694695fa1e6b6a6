package dev.pcrl.codec;

import java.util.ArrayList;
import java.util.List;

/** One code stream of JPEG 2000 (T.800, Annex A). */
final class J2kDecoder {
    private static final int SOC = 0xFF4F;
    private static final int SIZ = 0xFF51;
    private static final int SOT = 0xFF90;
    private static final int SOD = 0xFF93;
    private static final int EOC = 0xFFD9;
    private static final int FIRST_SEGMENT = 0xFF40;

    /** Of a tile-part's header, from its marker to the next one. */
    private static final int SOT_BYTES = 12;

    /** The boxes that matter of a JP2 file (Annex I), which some writers put into frames. */
    private static final int SIGNATURE_BOX = 0x6A502020; // "jP  "

    private static final int CODE_STREAM_BOX = 0x6A703263; // "jp2c"
    private static final int BOX_HEADER_BYTES = 8;

    private final byte[] frame;
    private final FrameShape shape;
    private final FrameBytes bytes;

    J2kDecoder(byte[] frame, FrameShape shape) {
        this.frame = frame;
        this.shape = shape;
        this.bytes = codeStream(new FrameBytes(frame));
    }

    /** The code stream itself, which a frame should be and which a JP2 file contains. */
    private static FrameBytes codeStream(FrameBytes bytes) {
        if (bytes.remaining() < BOX_HEADER_BYTES || bytes.startsWith(SOC)) {
            return bytes;
        }
        int length = bytes.u31();
        int type = bytes.u31();
        if (type != SIGNATURE_BOX) {
            throw DamagedFrameException.at(0, "neither a JPEG 2000 code stream nor a JP2 file");
        }
        while (type != CODE_STREAM_BOX) {
            bytes.range("a box", length - BOX_HEADER_BYTES);
            length = bytes.u31();
            type = bytes.u31();
        }
        return bytes.range("a box", length == 0 ? bytes.remaining() : length - BOX_HEADER_BYTES);
    }

    int[] decode() {
        if (bytes.marker() != SOC || bytes.marker() != SIZ) {
            throw DamagedFrameException.at(0, "does not begin with the size of an image");
        }
        J2kSize size = J2kSize.read(bytes.segment(), shape);
        J2kParameters parameters = new J2kParameters(size.components());
        readSegments(bytes, SOT, parameters);
        List<List<FrameBytes>> tiles = readTileParts(size);
        int[] samples = new int[shape.samples()];
        J2kBlockDecoder blocks = new J2kBlockDecoder(frame);
        for (int i = 0; i < tiles.size(); i++) {
            if (tiles.get(i).isEmpty()) {
                throw bytes.damaged("tile " + i + " is missing");
            }
            J2kParameters tileParameters = parameters.forTile();
            tiles.get(i).forEach(part -> readSegments(part, SOD, tileParameters));
            J2kTile tile = new J2kTile(size, size.tile(i), tileParameters);
            tile.read(tiles.get(i));
            tile.decode(blocks, samples);
        }
        return samples;
    }

    /** Reads marker segments up to a marker, which is read, too. */
    private static void readSegments(FrameBytes bytes, int last, J2kParameters parameters) {
        for (int marker = bytes.marker(); marker != last; marker = bytes.marker()) {
            if (marker < FIRST_SEGMENT || marker == SOC || marker == SOT || marker == SOD || marker == EOC) {
                throw bytes.damaged("a marker %04X is out of place before this".formatted(marker));
            }
            parameters.takeIn(marker, bytes.segment());
        }
    }

    /** The tile-parts of each tile, without SOT segment (A.4.2), whose marker has been read for the first. */
    private List<List<FrameBytes>> readTileParts(J2kSize size) {
        List<List<FrameBytes>> tiles = new ArrayList<>(size.tiles());
        for (int i = 0; i < size.tiles(); i++) {
            tiles.add(new ArrayList<>(1));
        }
        int marker = SOT;
        while (marker == SOT) {
            int start = bytes.position();
            FrameBytes segment = bytes.segment();
            int tile = segment.u16();
            int length = segment.u31();
            int part = segment.u8();
            segment.u8(); // the number of tile-parts, or 0
            segment.requireEnd();
            if (tile >= tiles.size() || part != tiles.get(tile).size()) {
                throw DamagedFrameException.at(start, "tile-part " + part + " of tile " + tile + " is out of place");
            }
            if (length == 0) { // up to the end
                length = bytes.remaining() + SOT_BYTES - (bytes.endsWith(EOC) ? 2 : 0);
            }
            tiles.get(tile).add(bytes.range("a tile-part", length - SOT_BYTES));
            marker = bytes.remaining() >= 2 ? bytes.marker() : EOC; // some streams end without
        }
        if (marker != EOC) {
            throw bytes.damaged("a marker %04X is out of place before this".formatted(marker));
        }
        return tiles;
    }
}
