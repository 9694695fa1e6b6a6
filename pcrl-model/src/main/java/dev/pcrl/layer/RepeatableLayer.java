package dev.pcrl.layer;

import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A pass whose output is so cheap to compute again that its place is given to others until the backward pass needs it.
 */
public interface RepeatableLayer {
    /**
     * Computes the output of the last forward pass in training again, from the input and the statistics that it kept.
     *
     * @param memory where the output goes
     */
    INDArray repeat(LayerWorkspaceMgr memory);
}
