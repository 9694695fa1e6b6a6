package dev.pcrl.exchange;

import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.conditions.Conditions;

/**
 * Strom's threshold encoding (Interspeech 2015) with ND4J's operations: of each element that reaches the threshold, its
 * sign is sent, and the threshold is taken off what remains. A vector of which more than a sixteenth reaches it is sent
 * as a bitmap of two bits an element.
 *
 * <p>Deeplearning4j's {@code EncodingHandler} encodes sparsely first and throws that away when it turns out to be too
 * long: what the first pass took off the vector is lost. Here elements are counted before one of the two is chosen. (A
 * single element is not sent by ND4J, and stays.)
 */
final class ThresholdCode {
    /** From here on the bitmap is the shorter one: 2 bits against 32. */
    static final int BITMAP_FROM = 16;

    private ThresholdCode() {}

    /**
     * What was encoded.
     *
     * @param message INT, for {@link #decode}; absent if nothing reached the threshold
     * @param bitmap whether it is a bitmap
     * @param sparsity elements that were sent, as a fraction of all
     */
    record Encoded(Optional<INDArray> message, boolean bitmap, double sparsity) {}

    /**
     * Encodes a vector.
     *
     * @param remainder [1, length] FLOAT, changed in place: what is sent is taken off
     */
    static Encoded encode(INDArray remainder, double threshold) {
        long count = remainder.scan(Conditions.absGreaterThanOrEqual(threshold)).longValue();
        boolean bitmap = count * BITMAP_FROM > remainder.length();
        Optional<INDArray> message = Optional.ofNullable(
                bitmap
                        ? Nd4j.getExecutioner().bitmapEncode(remainder, threshold)
                        : Nd4j.getExecutioner().thresholdEncode(remainder, threshold));
        return new Encoded(message, bitmap, (double) count / remainder.length());
    }

    /**
     * Adds what a message says to a vector.
     *
     * @param target [1, length], changed in place
     */
    static void decode(INDArray message, boolean bitmap, INDArray target) {
        if (bitmap) {
            Nd4j.getExecutioner().bitmapDecode(message, target);
        } else {
            Nd4j.getExecutioner().thresholdDecode(message, target);
        }
    }
}
