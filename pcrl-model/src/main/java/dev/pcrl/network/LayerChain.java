package dev.pcrl.network;

import dev.pcrl.layer.Convolution3d;
import dev.pcrl.layer.MaxPooling3d;
import dev.pcrl.layer.ParameterSlice;
import dev.pcrl.layer.SlicedLayer;
import dev.pcrl.layer.TransposedConvolution3d;
import dev.pcrl.network.ConvolutionShape.Kind;
import dev.pcrl.view.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.NoOp;

/** Named layers one behind the other: from it come the layout of their parameters and their ComputationGraph. */
final class LayerChain implements Section {
    private static final String INPUT = "input";

    private final Map<String, Layer> layers = new LinkedHashMap<>();

    LayerChain then(String name, Layer layer) {
        layers.put(name, layer);
        return this;
    }

    LayerChain then(LayerChain more) {
        layers.putAll(more.layers);
        return this;
    }

    @Override
    public List<LayerChain> chains() {
        return List.of(this);
    }

    @Override
    public Pass pass(PassBuilder builder) {
        return builder.next(this);
    }

    /** Position behind the named layer: how many layers a forward pass runs to give its output. */
    int countUpTo(String name) {
        int position = new ArrayList<>(layers.keySet()).indexOf(name);
        if (position < 0) {
            throw new IllegalArgumentException("no layer " + name);
        }
        return position + 1;
    }

    /** How many layers there are. */
    int count() {
        return layers.size();
    }

    List<Parameter> parameters(long offset) {
        List<Parameter> parameters = new ArrayList<>();
        long[] next = {offset};
        layers.forEach((name, layer) -> {
            if (layer instanceof SlicedLayer sliced) {
                sliced.slices().forEach(slice -> {
                    Parameter parameter =
                            new Parameter(name + "." + slice.name(), slice.shape(), next[0], slice.isStatistic());
                    parameters.add(parameter);
                    next[0] = parameter.end();
                });
            }
        });
        return parameters;
    }

    /** Where the parameters end if they begin at an offset. */
    long end(long offset) {
        List<Parameter> tensors = parameters(offset);
        return tensors.get(tensors.size() - 1).end();
    }

    /** Number of parameters of the layer that has most. */
    long longestLayer() {
        return layers.values().stream()
                .filter(SlicedLayer.class::isInstance)
                .mapToLong(layer -> ((SlicedLayer) layer)
                        .slices().stream().mapToLong(ParameterSlice::length).sum())
                .max()
                .orElse(0);
    }

    /** The convolutions among the first layers, for so many images of a size. */
    List<ConvolutionShape> convolutions(int count, int images, Size input) {
        List<ConvolutionShape> convolutions = new ArrayList<>();
        Size size = input;
        for (Layer layer : layers.values().stream().limit(count).toList()) {
            if (layer instanceof MaxPooling3d) {
                size = new Size((size.x() + 1) / 2, (size.y() + 1) / 2, (size.z() + 1) / 2);
            } else if (layer instanceof Convolution3d convolution) {
                List<Long> weight = convolution.slices().get(0).shape(); // [C_out, C_in, 3, 3, 3]
                convolutions.add(shape(Kind.SAME, images, size, weight.get(1), weight.get(0)));
            } else if (layer instanceof TransposedConvolution3d convolution) {
                List<Long> weight = convolution.slices().get(0).shape(); // [C_in, C_out, 2, 2, 2]
                convolutions.add(shape(Kind.DOUBLING, images, size, weight.get(0), weight.get(1)));
                size = new Size(2 * size.x(), 2 * size.y(), 2 * size.z());
            }
        }
        return convolutions;
    }

    private static ConvolutionShape shape(Kind kind, int images, Size size, long inputs, long outputs) {
        return new ConvolutionShape(kind, images, size, Math.toIntExact(inputs), Math.toIntExact(outputs), true);
    }

    /** A graph whose parameters are the given slice [1, n] of a vector: it keeps a view, not a copy. */
    ComputationGraph over(INDArray slice) {
        ComputationGraph graph = new ComputationGraph(configuration(slice.dataType()));
        graph.init(slice, false);
        return graph;
    }

    private ComputationGraphConfiguration configuration(DataType dataType) {
        ComputationGraphConfiguration.GraphBuilder builder = new NeuralNetConfiguration.Builder()
                .dataType(dataType)
                .updater(new NoOp())
                .graphBuilder()
                .addInputs(INPUT);
        String previous = INPUT;
        for (Map.Entry<String, Layer> layer : layers.entrySet()) {
            builder.addLayer(layer.getKey(), layer.getValue().clone(), previous);
            previous = layer.getKey();
        }
        ComputationGraphConfiguration configuration =
                builder.setOutputs(previous).build();
        configuration.setTrainingWorkspaceMode(WorkspaceMode.NONE);
        configuration.setInferenceWorkspaceMode(WorkspaceMode.NONE);
        return configuration;
    }
}
