package dev.pcrl.exchange;

import dev.pcrl.config.ExchangeSettings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.deeplearning4j.optimize.solvers.accumulation.encoding.ThresholdAlgorithm;
import org.deeplearning4j.optimize.solvers.accumulation.encoding.threshold.AdaptiveThresholdAlgorithm;
import org.deeplearning4j.optimize.solvers.accumulation.encoding.threshold.FixedThresholdAlgorithm;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The workers of a round, as one of them sees them. What they do together, all of them do in the same order. */
public interface Team extends AutoCloseable {
    /** This worker's number, from 0. */
    int rank();

    /** Number of workers. */
    int workers();

    /** Sums over the workers, the same bits for each of them. */
    double[] sum(double... values);

    /** Sums a vector [1, length] over the workers, in place, the same bits for each of them. */
    void sum(INDArray vector);

    /**
     * Replaces a worker's gradient by the sum of everybody's.
     *
     * @param gradient [1, length] in the method's layout, changed in place; 0 where running statistics are
     * @param last whether the round ends with this step
     */
    Cost share(INDArray gradient, boolean last);

    /** Whether all workers say the same. */
    boolean isUnanimous(String statement);

    /**
     * What an element of an encoded gradient must reach now to be sent; 0 if gradients are not encoded. Of a worker
     * that is alone, what it must reach once there are several again.
     */
    double threshold();

    @Override
    void close();

    /**
     * The only worker: its gradient is everybody's.
     *
     * @param threshold of the first step with several workers, if gradients are encoded then
     */
    static Team alone(double threshold) {
        return new Alone(threshold);
    }

    /**
     * A worker in a ring.
     *
     * @param threshold of the first step, if gradients are encoded
     * @param length of the gradient
     */
    static Team in(Ring ring, ExchangeSettings settings, double threshold, long length) {
        return new InRing(
                ring,
                switch (settings.gradients()) {
                    case DENSE -> new DenseExchange(ring);
                    case ADAPTIVE -> encoded(ring, new AdaptiveThresholdAlgorithm(threshold), threshold, length);
                    case FIXED -> encoded(ring, new FixedThresholdAlgorithm(threshold), threshold, length);
                });
    }

    private static Exchange encoded(Ring ring, ThresholdAlgorithm algorithm, double threshold, long length) {
        return new EncodedExchange(ring, algorithm, threshold, length);
    }

    /**
     * One worker.
     *
     * @param threshold that it hands on
     */
    record Alone(double threshold) implements Team {
        @Override
        public int rank() {
            return 0;
        }

        @Override
        public int workers() {
            return 1;
        }

        @Override
        public double[] sum(double... values) {
            return values;
        }

        @Override
        public void sum(INDArray vector) {}

        @Override
        public Cost share(INDArray gradient, boolean last) {
            return Cost.NONE;
        }

        @Override
        public boolean isUnanimous(String statement) {
            return true;
        }

        @Override
        public void close() {}
    }

    /**
     * Several workers.
     *
     * @param ring owned
     * @param exchange owned
     * @param collectives on the ring
     */
    record InRing(Ring ring, Exchange exchange, Collectives collectives) implements Team {
        InRing(Ring ring, Exchange exchange) {
            this(ring, exchange, new Collectives(ring));
        }

        @Override
        public int rank() {
            return ring.rank();
        }

        @Override
        public int workers() {
            return ring.workers();
        }

        @Override
        public double[] sum(double... values) {
            return collectives.sum(values);
        }

        @Override
        public void sum(INDArray vector) {
            collectives.sum(vector);
        }

        @Override
        public Cost share(INDArray gradient, boolean last) {
            return exchange.share(gradient, last);
        }

        @Override
        public boolean isUnanimous(String statement) {
            ByteBuffer own = ByteBuffer.wrap(statement.getBytes(StandardCharsets.UTF_8));
            return Arrays.stream(collectives.gather(own)).distinct().count() == 1;
        }

        @Override
        public double threshold() {
            return exchange.threshold();
        }

        @Override
        public void close() {
            exchange.close();
            ring.close();
        }
    }
}
