package dev.pcrl.layer;

import java.util.Arrays;
import java.util.List;

/**
 * One named tensor of a layer, in C order.
 *
 * @param name PyTorch's name in the module: {@code weight}, {@code bias}, {@code running_mean}, {@code running_var}
 * @param shape PyTorch's shape
 */
public record ParameterSlice(String name, List<Long> shape) {
    public ParameterSlice {
        shape = List.copyOf(shape);
    }

    static ParameterSlice of(String name, long... shape) {
        return new ParameterSlice(name, Arrays.stream(shape).boxed().toList());
    }

    /** Number of elements. */
    public long length() {
        return shape.stream().reduce(1L, (a, b) -> a * b);
    }

    /** Whether it is a running statistic, which no optimiser, decay or encoding may touch. */
    public boolean isStatistic() {
        return name.startsWith("running_");
    }

    long[] dimensions() {
        return shape.stream().mapToLong(Long::longValue).toArray();
    }
}
