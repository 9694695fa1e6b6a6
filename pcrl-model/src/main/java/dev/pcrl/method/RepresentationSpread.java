package dev.pcrl.method;

import dev.pcrl.layer.GlobalAveragePooling3d;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Watches for collapse: the standard deviation over the batch of the L2-normalised representations, averaged over their
 * C channels and multiplied by sqrt(C), as in Fig. 2 of Chen and He (Exploring simple Siamese representation learning,
 * 2021). It is 0 when all are the same, and near 1 for vectors spread evenly over the sphere.
 *
 * <p>The representation is GAP(F), before the comparison head: v has been through batch norm, which spreads the samples
 * however little differs, and methods that only restore have no head. ReLU leaves no channel of it negative, so that
 * healthy values lie well below 1.
 */
final class RepresentationSpread {
    private RepresentationSpread() {}

    /** Of GAP(F), F [N, D, H, W, C]. */
    static double ofFeature(INDArray feature) {
        return of(GlobalAveragePooling3d.of(feature));
    }

    /** Of vectors [N, C]. */
    static double of(INDArray vectors) {
        INDArray norms = vectors.norm2(1);
        norms.addi(1e-12);
        INDArray normalised = vectors.divColumnVector(norms);
        return normalised.std(false, 0).meanNumber().doubleValue() * Math.sqrt((double) vectors.size(1));
    }
}
