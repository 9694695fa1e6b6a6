package dev.pcrl.exchange;

import dev.pcrl.network.ParameterLayout;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What all workers of a ring do together. Every result has the same bits on each of them. */
final class Collectives {
    private final Ring ring;

    Collectives(Ring ring) {
        this.ring = ring;
    }

    /**
     * Sums a vector over the workers, in place: reduce-scatter, then all-gather (Patarasuk and Yuan, "Bandwidth optimal
     * all-reduce algorithms for clusters of workstations", 2009); each worker sends 2 (W - 1) / W times the vector. A
     * chunk is summed once on its way around the ring and then copied, so its bits are everybody's.
     *
     * @param vector [1, length], length at least W
     */
    void sum(INDArray vector) {
        int last = ring.workers() - 1;
        int rank = ring.rank();
        long longest = (vector.length() + last) / ring.workers();
        try (INDArray scratch = outsideWorkspaces(vector.dataType(), longest)) {
            for (int hop = 0; hop < last; hop++) {
                INDArray mine = chunk(vector, rank - hop - 1);
                INDArray received = ParameterLayout.interval(scratch, 0, mine.length());
                ring.shift(HostBytes.of(chunk(vector, rank - hop)), HostBytes.toFill(received));
                mine.addi(received);
            }
        }
        for (int hop = 0; hop < last; hop++) {
            ring.shift(HostBytes.of(chunk(vector, rank + 1 - hop)), HostBytes.toFill(chunk(vector, rank - hop)));
        }
    }

    private INDArray chunk(INDArray vector, int number) {
        long k = Math.floorMod(number, ring.workers());
        return ParameterLayout.interval(
                vector, k * vector.length() / ring.workers(), (k + 1) * vector.length() / ring.workers());
    }

    /** Everybody's bytes, by rank; each worker sends all but its neighbour's. */
    ByteBuffer[] gather(ByteBuffer own) {
        ByteBuffer[] all = new ByteBuffer[ring.workers()];
        all[ring.rank()] = own;
        for (int hop = 0; hop < ring.workers() - 1; hop++) {
            ByteBuffer out = all[Math.floorMod(ring.rank() - hop, ring.workers())];
            ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);
            ring.shift(ByteBuffer.allocate(Integer.BYTES).putInt(0, out.remaining()), length);
            ByteBuffer in = ByteBuffer.allocateDirect(length.getInt(0)).order(own.order());
            ring.shift(out.duplicate(), in);
            all[Math.floorMod(ring.rank() - hop - 1, ring.workers())] = in.flip();
        }
        return all;
    }

    /** Sums over the workers, in the order of ranks. */
    double[] sum(double[] values) {
        ByteBuffer own = ByteBuffer.allocate(values.length * Double.BYTES);
        own.asDoubleBuffer().put(values);
        ByteBuffer[] all = gather(own);
        return IntStream.range(0, values.length)
                .mapToDouble(i -> Arrays.stream(all)
                        .mapToDouble(bytes -> bytes.getDouble(i * Double.BYTES))
                        .sum())
                .toArray();
    }

    /** A vector of the collectives' own, also where the caller's thread has a workspace open. */
    static INDArray outsideWorkspaces(DataType type, long length) {
        try (var ignored = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
            return Nd4j.createUninitialized(type, 1, length);
        }
    }
}
