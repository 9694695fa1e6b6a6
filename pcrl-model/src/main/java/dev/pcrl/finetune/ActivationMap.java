package dev.pcrl.finetune;

import dev.pcrl.network.NsUNet;
import dev.pcrl.network.Parameter;
import dev.pcrl.network.SupervisedNetwork;
import dev.pcrl.view.Size;
import dev.pcrl.view.View;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Where a classifier sees a class (class activation mapping: Zhou et al., CVPR 2016; Fig. 8a of the paper):
 * {@code M_c(p) = sum over k of w_ck F_0k(p)}, with the weights of the fully connected layer that follows the global
 * average pooling. Its mean over p is the class's logit, but for the bias.
 */
public final class ActivationMap {
    private final ComputationGraph encoder;
    private final INDArray weights; // [classes, K]

    public ActivationMap(Model model) {
        SupervisedNetwork network = model.description().toNetwork();
        INDArray vector = model.parameters();
        this.encoder = NsUNet.encoder(network.config(), vector);
        Parameter fullyConnected =
                network.layout().select(name -> name.equals("head.fc.weight")).get(0);
        this.weights = network.layout().view(vector, fullyConnected);
    }

    /**
     * The map of one class.
     *
     * @param view z-normalised
     * @return one number a position of F_0, a view of one channel; above 0 speaks for the class
     */
    public View of(View view, int index) {
        Size size = view.size();
        float[] values = view.toArray();
        INDArray image = Nd4j.createFromArray(values).reshape('c', 1, size.x(), size.y(), size.z(), view.channels());
        INDArray coarsest = encoder.outputSingle(false, image); // [1, d, h, w, K]
        long features = coarsest.size(4);
        INDArray rows = coarsest.dup('c').reshape('c', coarsest.length() / features, features);
        INDArray map = rows.mmul(weights.getRow(index).reshape('c', features, 1));
        return new View(
                new Size((int) coarsest.size(1), (int) coarsest.size(2), (int) coarsest.size(3)),
                1,
                map.dup('c').reshape(map.length()).toFloatVector());
    }
}
