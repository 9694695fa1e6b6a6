package dev.pcrl.network;

import java.util.List;

/**
 * A named tensor in the flat parameter vector.
 *
 * @param name the exported name, such as {@code encoder.0.block0.conv.weight}
 * @param shape PyTorch's shape, in C order
 * @param offset where it begins in the vector
 * @param statistic whether it is a running statistic: no optimiser, decay or encoding may touch it
 */
public record Parameter(String name, List<Long> shape, long offset, boolean statistic) {
    public Parameter {
        shape = List.copyOf(shape);
    }

    /** Number of elements. */
    public long length() {
        return shape.stream().reduce(1L, (a, b) -> a * b);
    }

    /** Offset behind the last element. */
    public long end() {
        return offset + length();
    }
}
