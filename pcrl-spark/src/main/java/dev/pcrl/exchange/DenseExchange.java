package dev.pcrl.exchange;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Exact sums of each element. */
final class DenseExchange implements Exchange {
    private final Ring ring;
    private final Collectives collectives;

    DenseExchange(Ring ring) {
        this.ring = ring;
        this.collectives = new Collectives(ring);
    }

    @Override
    public Cost share(INDArray gradient, boolean last) {
        long bytes = ring.bytesSent();
        long began = System.nanoTime();
        collectives.sum(gradient);
        return new Cost(0, (System.nanoTime() - began) / 1e9, ring.bytesSent() - bytes);
    }

    @Override
    public double threshold() {
        return 0;
    }

    @Override
    public void close() {}
}
