package dev.pcrl.method;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Watches for collapse: the standard deviation over the batch of the L2-normalised vectors, averaged over their C
 * channels and multiplied by sqrt(C). It is near 1 for vectors spread evenly over the sphere and 0 when all are the
 * same (Chen and He: Exploring simple Siamese representation learning, 2021, Fig. 2).
 */
final class RepresentationSpread {
    private RepresentationSpread() {}

    /** Of vectors [N, C]. */
    static double of(INDArray vectors) {
        INDArray norms = vectors.norm2(1);
        norms.addi(1e-12);
        INDArray normalised = vectors.divColumnVector(norms);
        return normalised.std(false, 0).meanNumber().doubleValue() * Math.sqrt((double) vectors.size(1));
    }
}
