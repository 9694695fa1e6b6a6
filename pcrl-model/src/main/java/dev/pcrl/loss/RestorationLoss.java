package dev.pcrl.loss;

import dev.pcrl.layer.WorkEvent;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Mean squared error of one restored view (Eq. 4).
 *
 * <p>{@code L = mean((r - x)^2)}, {@code dL/dr = 2 (r - x) / n} with n the number of elements.
 *
 * @param value L
 * @param gradient dL/dr, shape of r
 */
public record RestorationLoss(double value, INDArray gradient) {
    /**
     * The loss of a minibatch of one view.
     *
     * @param restored r, [N, x, y, z, C]
     * @param target x, the clean view, same shape
     */
    public static RestorationLoss of(INDArray restored, INDArray target) {
        try (WorkEvent ignored = WorkEvent.of(RestorationLoss.class)) {
            INDArray difference = restored.sub(target);
            double norm = difference.norm2Number().doubleValue();
            long elements = difference.length();
            return new RestorationLoss(norm * norm / elements, difference.muli(2.0 / elements));
        }
    }
}
