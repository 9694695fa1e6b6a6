package dev.pcrl.train;

import dev.pcrl.config.PretrainConfig;
import dev.pcrl.method.Method;
import dev.pcrl.method.Objective;
import dev.pcrl.method.Pcrlv2;
import dev.pcrl.network.Ablation;
import dev.pcrl.network.Initialisation;
import dev.pcrl.network.NsUNet;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The method that a configuration names. */
public final class Methods {
    private Methods() {}

    /**
     * An instance bound to a parameter vector.
     *
     * @param parameters [1, length], kept as a view
     */
    public static Method create(PretrainConfig config, INDArray parameters) {
        return pcrlv2(config, parameters);
    }

    /**
     * PCRLv2 bound to a parameter vector.
     *
     * @param parameters [1, length], kept as a view
     */
    public static Pcrlv2 pcrlv2(PretrainConfig config, INDArray parameters) {
        return new Pcrlv2(
                network(config),
                parameters,
                config.objective(),
                config.views().localViews(),
                config.training().comparisonWeight());
    }

    /** The network with the heads that the method needs, and skip connections where they are asked for. */
    public static NsUNet network(PretrainConfig config) {
        Objective objective = config.objective();
        Ablation ablation = new Ablation(
                objective.includes(Objective.ENCODER),
                objective.crossesScales(),
                config.network().skipConnections());
        return new NsUNet(config.nsUNet(), ablation);
    }

    /** The state before the first step: weights drawn from the seed, velocity 0. */
    public static TrainingState initial(PretrainConfig config) {
        NsUNet network = network(config);
        try (INDArray parameters = Initialisation.draw(network.layout(), DataType.FLOAT, config.seed());
                INDArray velocity = network.layout().zeros(DataType.FLOAT)) {
            return TrainingState.of(0, parameters, velocity, config.exchange().threshold());
        }
    }
}
