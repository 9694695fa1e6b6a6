package dev.pcrl.layer;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import java.util.List;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The parts of a minibatch that a layer takes one after the other, so that its working memory does not grow with the
 * batch: as many samples as need {@value #MOST_ELEMENTS} elements of it (64 MiB in single precision), but at least one.
 *
 * @param samples N
 * @param together how many there are in a part; the last may have fewer
 */
record SampleParts(long samples, long together) {
    private static final long MOST_ELEMENTS = 16 << 20;

    /** @param elements of working memory that one sample needs */
    static SampleParts of(long samples, long elements) {
        return new SampleParts(samples, Math.max(1, Math.min(samples, MOST_ELEMENTS / elements)));
    }

    int count() {
        return Math.toIntExact((samples + together - 1) / together);
    }

    /** Views of the parts of an array [N, D, H, W, C], in order. */
    List<INDArray> of(INDArray array) {
        return LongStream.range(0, count())
                .map(part -> part * together)
                .mapToObj(begin ->
                        array.get(interval(begin, Math.min(begin + together, samples)), all(), all(), all(), all()))
                .toList();
    }
}
