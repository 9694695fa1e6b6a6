package dev.pcrl.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A component's part of a tile, divided into resolutions, sub-bands, precincts and code-blocks (T.800, B.5 to B.7). */
final class J2kTileComponent {
    /**
     * A resolution.
     *
     * @param area its samples
     * @param bands what it adds to the resolution below: LL, or HL, LH and HH
     * @param precincts row by row
     */
    record Resolution(J2kArea area, List<J2kBand> bands, List<J2kPrecinct> precincts) {}

    /** Pixels for each precinct and code-block there may be; the least that a code-block has is 16. */
    private static final int PIXELS_OF_PRECINCT = 64;

    private static final int PIXELS_OF_BLOCK = 8;

    /** And so many more, because those at edges can be smaller. */
    private static final int SPARE = 4096;

    /** Coefficients must fit into an int with half a bit to spare. */
    private static final int MOST_PLANES = 30;

    private final int component;
    private final int precision;
    private final J2kArea area;
    private final J2kStyle style;
    private final J2kQuantisation quantisation;
    private final List<Resolution> resolutions;
    private long precinctsLeft;
    private long blocksLeft;

    J2kTileComponent(int component, int precision, J2kArea area, J2kStyle style, J2kQuantisation quantisation) {
        this.component = component;
        this.precision = precision;
        this.area = area;
        this.style = style;
        this.quantisation = quantisation;
        this.precinctsLeft = (long) area.size() / PIXELS_OF_PRECINCT + SPARE;
        this.blocksLeft = (long) area.size() / PIXELS_OF_BLOCK + SPARE;
        if (style.reversible() != quantisation.none() || !quantisation.isEnough(3 * style.levels() + 1)) {
            throw damaged("its quantisation does not fit its transform");
        }
        this.resolutions = IntStream.rangeClosed(0, style.levels())
                .mapToObj(this::resolution)
                .toList();
    }

    J2kStyle style() {
        return style;
    }

    /** From the lowest to the one that has the area's size. */
    List<Resolution> resolutions() {
        return resolutions;
    }

    private Resolution resolution(int r) {
        J2kArea samples = area.band(style.levels() - r, 0);
        List<J2kBand> bands = IntStream.rangeClosed(r == 0 ? 0 : 1, r == 0 ? 0 : 3)
                .mapToObj(orientation -> band(r, orientation))
                .toList();
        return new Resolution(samples, bands, samples.isEmpty() ? List.of() : precincts(r, samples, bands));
    }

    private J2kBand band(int r, int orientation) {
        int index = r == 0 ? 0 : 3 * r - 3 + orientation;
        int exponent = quantisation.exponent(index);
        int planes = quantisation.guard() + exponent - 1;
        if (exponent < 0 || planes > MOST_PLANES) {
            throw damaged("its sub-band " + index + " has " + planes + " bit-planes");
        }
        int gain = Integer.bitCount(orientation);
        double step = Math.scalb(1 + quantisation.mantissa(index) / 2048.0, precision + gain - exponent);
        int level = r == 0 ? style.levels() : style.levels() - r + 1;
        return new J2kBand(area.band(level, orientation), orientation, planes, (float) step);
    }

    /** B.6. */
    private List<J2kPrecinct> precincts(int r, J2kArea samples, List<J2kBand> bands) {
        int width = style.precinctWidth(r);
        int height = style.precinctHeight(r);
        int left = samples.x0() >> width;
        int top = samples.y0() >> height;
        int across = ((samples.x1() - 1) >> width) + 1 - left;
        int down = ((samples.y1() - 1) >> height) + 1 - top;
        precinctsLeft -= (long) across * down;
        if (precinctsLeft < 0) {
            throw damaged("its precincts are too small");
        }
        List<J2kPrecinct> precincts = new ArrayList<>(across * down);
        for (int i = 0; i < across * down; i++) {
            int x = left + i % across;
            int y = top + i / across;
            long gridX = Math.max(area.x0(), (long) x << width << (style.levels() - r));
            long gridY = Math.max(area.y0(), (long) y << height << (style.levels() - r));
            int half = r == 0 ? 0 : 1; // sub-bands of higher resolutions have half their size
            List<J2kPrecinct.Part> parts = bands.stream()
                    .map(band -> part(band, x, y, width - half, height - half))
                    .toList();
            precincts.add(new J2kPrecinct(component, r, i, gridX, gridY, style, parts));
        }
        return precincts;
    }

    /** A cell of the grid with cells of size 2^width * 2^height. */
    private static J2kArea cell(int x, int y, int width, int height) {
        long right = Math.min(Integer.MAX_VALUE, (x + 1L) << width);
        long bottom = Math.min(Integer.MAX_VALUE, (y + 1L) << height);
        return new J2kArea(x << width, y << height, (int) right, (int) bottom);
    }

    /**
     * B.7: the code-blocks of a precinct, which is a cell of the grid with cells of size 2^cellWidth * 2^cellHeight.
     */
    private J2kPrecinct.Part part(J2kBand band, int x, int y, int cellWidth, int cellHeight) {
        J2kArea samples = band.area().intersection(cell(x, y, cellWidth, cellHeight));
        if (samples.isEmpty()) {
            return new J2kPrecinct.Part(band, List.of(), null, null);
        }
        int width = Math.min(style.blockWidth(), cellWidth);
        int height = Math.min(style.blockHeight(), cellHeight);
        int left = samples.x0() >> width;
        int top = samples.y0() >> height;
        int across = ((samples.x1() - 1) >> width) + 1 - left;
        int down = ((samples.y1() - 1) >> height) + 1 - top;
        blocksLeft -= (long) across * down;
        if (blocksLeft < 0) {
            throw damaged("its code-blocks are too small");
        }
        List<J2kCodeBlock> blocks = new ArrayList<>(across * down);
        for (int i = 0; i < across * down; i++) {
            J2kArea block = cell(left + i % across, top + i / across, width, height);
            blocks.add(new J2kCodeBlock(block.intersection(samples)));
        }
        return new J2kPrecinct.Part(band, blocks, new J2kTagTree(across, down), new J2kTagTree(across, down));
    }

    private DamagedFrameException damaged(String reason) {
        return new DamagedFrameException("component " + component, reason);
    }
}
