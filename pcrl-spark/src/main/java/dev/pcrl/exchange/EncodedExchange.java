package dev.pcrl.exchange;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.deeplearning4j.optimize.solvers.accumulation.encoding.ThresholdAlgorithm;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Threshold-encoded gradients: each worker sends what has reached the threshold and keeps the rest, its residual, for
 * later steps. In a round's last step residuals are summed exactly with the gradient, so that no update is lost between
 * rounds and a checkpoint needs none of them.
 */
final class EncodedExchange implements Exchange {
    private static final int HEADER = Integer.BYTES; // 1 for a bitmap, else 0

    private final Ring ring;
    private final Collectives collectives;
    private final ThresholdAlgorithm algorithm;
    private final INDArray residual;
    private double threshold;
    private double lastSparsity;
    private boolean lastBitmap;
    private boolean first = true;

    /**
     * @param algorithm Deeplearning4j's: chooses the threshold of each step
     * @param threshold of the first step
     * @param length of the gradient
     */
    EncodedExchange(Ring ring, ThresholdAlgorithm algorithm, double threshold, long length) {
        this.ring = ring;
        this.collectives = new Collectives(ring);
        this.algorithm = algorithm;
        this.threshold = threshold;
        this.residual = Nd4j.zeros(DataType.FLOAT, 1, length);
    }

    @Override
    public Cost share(INDArray gradient, boolean last) {
        try (MemoryWorkspace ignored = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
            return last ? flush(gradient) : exchange(gradient);
        }
    }

    private Cost flush(INDArray gradient) {
        gradient.addi(residual);
        residual.assign(0);
        long bytes = ring.bytesSent();
        long began = System.nanoTime();
        collectives.sum(gradient);
        return new Cost(0, (System.nanoTime() - began) / 1e9, ring.bytesSent() - bytes);
    }

    private Cost exchange(INDArray gradient) {
        long bytes = ring.bytesSent();
        long began = System.nanoTime();
        residual.addi(gradient);
        threshold = next();
        ThresholdCode.Encoded encoded = ThresholdCode.encode(residual, threshold);
        first = false;
        lastSparsity = encoded.sparsity();
        lastBitmap = encoded.bitmap();
        ByteBuffer message = pack(encoded);
        long ready = System.nanoTime();
        ByteBuffer[] all = collectives.gather(message);
        long received = System.nanoTime();
        gradient.assign(0);
        for (ByteBuffer each : all) {
            unpack(each, gradient);
        }
        long done = System.nanoTime();
        return new Cost((ready - began + done - received) / 1e9, (received - ready) / 1e9, ring.bytesSent() - bytes);
    }

    private double next() {
        return first ? threshold : algorithm.calculateThreshold(0, 0, threshold, lastBitmap, lastSparsity, residual);
    }

    private static ByteBuffer pack(ThresholdCode.Encoded encoded) {
        if (encoded.message().isEmpty()) {
            return ByteBuffer.allocate(0);
        }
        try (INDArray array = encoded.message().get()) {
            ByteBuffer bytes = HostBytes.of(array);
            return ByteBuffer.allocate(HEADER + bytes.remaining())
                    .order(ByteOrder.nativeOrder())
                    .putInt(encoded.bitmap() ? 1 : 0)
                    .put(bytes)
                    .flip();
        }
    }

    private static void unpack(ByteBuffer message, INDArray target) {
        if (!message.hasRemaining()) {
            return;
        }
        boolean bitmap = message.order(ByteOrder.nativeOrder()).getInt(0) == 1;
        ByteBuffer body = message.slice(HEADER, message.remaining() - HEADER);
        try (INDArray array = Nd4j.createUninitialized(DataType.INT32, body.remaining() / Integer.BYTES)) {
            HostBytes.toFill(array).put(body);
            ThresholdCode.decode(array, bitmap, target);
        }
    }

    @Override
    public double threshold() {
        return threshold;
    }

    @Override
    public void close() {
        residual.close();
    }
}
