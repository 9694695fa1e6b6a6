package dev.pcrl.codec;

import java.util.List;

/**
 * A precinct: the code-blocks of a resolution that share packets (T.800, B.6).
 *
 * @param index counted row by row in its resolution
 * @param gridX left edge in the reference grid, for orders by position
 * @param gridY upper edge
 * @param parts what it has of each sub-band of the resolution, in their order
 */
record J2kPrecinct(int component, int resolution, int index, long gridX, long gridY, J2kStyle style, List<Part> parts) {
    /**
     * Code-blocks of one sub-band, row by row, and the trees that tell of them; without code-blocks, no trees.
     *
     * @param inclusion the layer in which a code-block is first included
     * @param zeroPlanes bit-planes that a code-block does not have of its sub-band's
     */
    record Part(J2kBand band, List<J2kCodeBlock> blocks, J2kTagTree inclusion, J2kTagTree zeroPlanes) {}
}
