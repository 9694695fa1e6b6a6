package dev.pcrl.finetune;

import static java.util.Objects.requireNonNull;

import dev.pcrl.encoder.Encoder;
import dev.pcrl.encoder.PretrainedEncoder;
import dev.pcrl.encoder.ResNetEncoder;
import dev.pcrl.network.EncoderShape;
import dev.pcrl.network.NsUNet;
import dev.pcrl.network.NsUNetConfig;
import dev.pcrl.network.ParameterLayout;
import dev.pcrl.network.ResNet18;
import dev.pcrl.network.ResNetConfig;
import dev.pcrl.network.SupervisedNetwork;
import dev.pcrl.optimise.Sgd;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A fine-tuned network. Immutable. */
public final class Model {
    private final ModelDescription description;
    private final float[] parameters;

    /**
     * @param parameters [1, length] of the network's layout, FLOAT; copied
     * @throws IllegalArgumentException if the length is another
     */
    public Model(ModelDescription description, INDArray parameters) {
        this.description = requireNonNull(description, "description");
        long length = description.toNetwork().layout().length();
        if (parameters.length() != length || parameters.dataType() != DataType.FLOAT) {
            throw new IllegalArgumentException("the network's parameters are [1, " + length + "] FLOAT");
        }
        this.parameters = parameters.reshape(length).toFloatVector();
    }

    public ModelDescription description() {
        return description;
    }

    /** A copy of the parameters, [1, length], FLOAT. */
    public INDArray parameters() {
        return Nd4j.createFromArray(parameters).reshape('c', 1, parameters.length);
    }

    /** Its encoder, for another task to start from. */
    public PretrainedEncoder encoder() {
        EncoderShape shape = description.network();
        return shape instanceof NsUNetConfig config
                ? new Encoder(
                        config,
                        description.window(),
                        description.intensity(),
                        description.provenance(),
                        first(NsUNet.encoderLayout(config)))
                : new ResNetEncoder((ResNetConfig) shape, first(ResNet18.layout((ResNetConfig) shape)));
    }

    /** The encoder's parameters, which lead the network's. */
    private INDArray first(ParameterLayout encoder) {
        return ParameterLayout.interval(parameters(), 0, encoder.length());
    }

    /** The network at work, for {@link Learner#probabilities}. */
    public Learner open() {
        SupervisedNetwork network = description.toNetwork();
        INDArray weights = parameters();
        // Nothing steps here: the optimiser needs no memory.
        Sgd none = new Sgd(network.layout(), Nd4j.zeros(DataType.FLOAT, 1, 1), 0, 0);
        return new Learner(network, weights, none, SegmentationLoss.DICE);
    }
}
