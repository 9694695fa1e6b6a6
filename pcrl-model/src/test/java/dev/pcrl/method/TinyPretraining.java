package dev.pcrl.method;

import dev.pcrl.network.Ablation;
import dev.pcrl.network.Initialisation;
import dev.pcrl.network.NsUNet;
import dev.pcrl.network.NsUNetConfig;
import dev.pcrl.network.Parameter;
import dev.pcrl.view.Size;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** PCRLv2 on the smallest network with two scales, and minibatches of noise. */
record TinyPretraining(NsUNet network, INDArray parameters, Pcrlv2 method) {
    static final int LOCAL_VIEWS = 2;
    static final double COMPARISON_WEIGHT = 0.5;
    static final Size GLOBAL = new Size(8, 8, 8);
    private static final Size LOCAL = new Size(4, 4, 4);

    static TinyPretraining of(DataType dataType) {
        return of(dataType, Objective.whole(2));
    }

    static TinyPretraining of(DataType dataType, Objective objective) {
        return of(dataType, objective, false);
    }

    static TinyPretraining of(DataType dataType, Objective objective, boolean hasSkips) {
        NsUNetConfig config = new NsUNetConfig(1, 2, 4, 1, GLOBAL);
        NsUNet network = new NsUNet(
                config, new Ablation(objective.includes(Objective.ENCODER), objective.crossesScales(), hasSkips));
        INDArray parameters = Initialisation.draw(network.layout(), dataType, 1);
        Random random = new Random(2);
        for (Parameter parameter : network.layout().select(name -> name.contains("bn.") && name.endsWith("ight"))) {
            INDArray gamma = network.layout().view(parameters, parameter); // not all the same, so that a mix-up shows
            for (int i = 0; i < gamma.length(); i++) {
                gamma.putScalar(i, 1 + 0.2 * random.nextGaussian());
            }
        }
        return new TinyPretraining(
                network, parameters, new Pcrlv2(network, parameters, objective, LOCAL_VIEWS, COMPARISON_WEIGHT));
    }

    static ViewBatch batch(int size, long seed) {
        Random random = new Random(seed);
        int global = size * GLOBAL.voxels();
        return new ViewBatch(
                size,
                1,
                GLOBAL,
                LOCAL,
                List.of(noise(random, global), noise(random, global)),
                List.of(noise(random, global), noise(random, global)),
                IntStream.range(0, LOCAL_VIEWS)
                        .mapToObj(k -> noise(random, size * LOCAL.voxels()))
                        .toList());
    }

    private static float[] noise(Random random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
