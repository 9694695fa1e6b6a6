package dev.pcrl.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.learning.config.NoOp;

class LayerJsonTest {
    static List<Layer> layers() {
        return List.of(
                new Convolution3d(2, 3),
                new Convolution2d(2, 3, 5, 2),
                new TransposedConvolution3d(2, 3),
                new BatchNorm(4, true),
                new BatchNorm(4, false),
                new FullyConnected(2, 3),
                new MaxPooling3d(),
                MaxPooling3d.ofPlanes(),
                new GlobalAveragePooling3d(),
                new TrilinearResize(5, 6, 7));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void should_survive_json(Layer layer) {
        ComputationGraphConfiguration configuration = new NeuralNetConfiguration.Builder()
                .updater(new NoOp())
                .graphBuilder()
                .addInputs("input")
                .addLayer("layer", layer, "input")
                .setOutputs("layer")
                .build();

        ComputationGraphConfiguration read = ComputationGraphConfiguration.fromJson(configuration.toJson());

        Layer copy =
                ((LayerVertex) read.getVertices().get("layer")).getLayerConf().getLayer();
        assertThat(copy).isExactlyInstanceOf(layer.getClass());
        assertThat(copy).usingRecursiveComparison().isEqualTo(layer);
        if (copy instanceof SlicedLayer sliced) {
            assertThat(sliced.slices()).isEqualTo(((SlicedLayer) layer).slices());
        }
    }
}
