package dev.pcrl.codec;

import static java.util.Comparator.comparingInt;
import static java.util.Comparator.comparingLong;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The orders of a tile's packets (T.800, B.12.1): L is the layer, R the resolution, C the component, P the position.
 */
enum J2kProgression {
    LRCP,
    RLCP,
    RPCL,
    PCRL,
    CPRL;

    private Comparator<J2kPrecinct> order() {
        return switch (this) {
            case LRCP, RLCP ->
                comparingInt(J2kPrecinct::resolution)
                        .thenComparingInt(J2kPrecinct::component)
                        .thenComparingInt(J2kPrecinct::index);
            case RPCL ->
                comparingInt(J2kPrecinct::resolution)
                        .thenComparing(byPosition())
                        .thenComparingInt(J2kPrecinct::component)
                        .thenComparingInt(J2kPrecinct::index);
            case PCRL ->
                byPosition()
                        .thenComparingInt(J2kPrecinct::component)
                        .thenComparingInt(J2kPrecinct::resolution)
                        .thenComparingInt(J2kPrecinct::index);
            case CPRL ->
                comparingInt(J2kPrecinct::component)
                        .thenComparing(byPosition())
                        .thenComparingInt(J2kPrecinct::resolution)
                        .thenComparingInt(J2kPrecinct::index);
        };
    }

    private static Comparator<J2kPrecinct> byPosition() {
        return comparingLong(J2kPrecinct::gridY).thenComparingLong(J2kPrecinct::gridX);
    }

    /**
     * The precincts of a tile in lists: all layers of one come before the next, and each layer goes through its list.
     */
    List<List<J2kPrecinct>> arrange(List<J2kPrecinct> precincts) {
        List<J2kPrecinct> sorted = new ArrayList<>(precincts);
        sorted.sort(order());
        List<List<J2kPrecinct>> groups = new ArrayList<>();
        int from = 0;
        for (int to = 1; to <= sorted.size(); to++) {
            if (to == sorted.size() || isSplit(sorted.get(to - 1), sorted.get(to))) {
                groups.add(sorted.subList(from, to));
                from = to;
            }
        }
        return groups;
    }

    private boolean isSplit(J2kPrecinct one, J2kPrecinct next) {
        return switch (this) {
            case LRCP -> false;
            case RLCP -> one.resolution() != next.resolution();
            case RPCL, PCRL, CPRL -> true;
        };
    }
}
