package dev.pcrl.method;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a step gives.
 *
 * @param gradient of the total loss, in the parameters' layout; 0 for tensors that took no part and for statistics.
 *     Valid until the method's next step
 * @param scale the scale that was drawn; the first global view's, if each view drew its own
 * @param loss total loss
 * @param terms the loss's terms and other metrics by name
 */
public record StepResult(INDArray gradient, int scale, double loss, Map<String, Double> terms) {
    public StepResult {
        terms = Map.copyOf(terms);
    }
}
