package dev.pcrl.finetune;

import dev.pcrl.network.Parameter;
import dev.pcrl.network.SupervisedNetwork;
import dev.pcrl.view.View;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Where a classifier sees a class (class activation mapping: Zhou et al., CVPR 2016; Fig. 8a of the paper):
 * {@code M_c(p) = sum over k of w_ck F_0k(p)}, with the weights of the fully connected layer that follows the global
 * average pooling. Its mean over p is the class's logit, but for the bias.
 */
public final class ActivationMap {
    private final Learner learner;
    private final INDArray weights; // [classes, K]

    /** @param learner the model at work */
    public ActivationMap(Model model, Learner learner) {
        SupervisedNetwork network = model.description().toNetwork();
        INDArray vector = model.parameters();
        this.learner = learner;
        Parameter fullyConnected =
                network.layout().select(name -> name.equals("head.fc.weight")).get(0);
        this.weights = network.layout().view(vector, fullyConnected);
    }

    /**
     * The map of one class.
     *
     * @param view as the network is given it
     * @return one number a position of F_0, a view of one channel; above 0 speaks for the class
     */
    public View of(View view, int index) {
        View coarsest = learner.features(view);
        long features = coarsest.channels();
        INDArray rows = Nd4j.createFromArray(coarsest.toArray()).reshape('c', coarsest.length() / features, features);
        INDArray map = rows.mmul(weights.getRow(index).reshape('c', features, 1));
        return new View(coarsest.size(), 1, map.dup('c').reshape(map.length()).toFloatVector());
    }
}
