package dev.pcrl.layer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Cuts a layer's part of the flat vector into its named tensors. It draws no weights: those are a function of the seed
 * and the tensor's name, the same on every backend (see {@code dev.pcrl.network.Initialisation}).
 */
final class SliceInitializer implements ParamInitializer {
    @Override
    public long numParams(NeuralNetConfiguration conf) {
        return numParams(conf.getLayer());
    }

    @Override
    public long numParams(Layer layer) {
        return slices(layer).stream().mapToLong(ParameterSlice::length).sum();
    }

    @Override
    public List<String> paramKeys(Layer layer) {
        return slices(layer).stream().map(ParameterSlice::name).toList();
    }

    @Override
    public List<String> weightKeys(Layer layer) {
        return paramKeys(layer).stream()
                .filter(key -> isWeightParam(layer, key))
                .toList();
    }

    @Override
    public List<String> biasKeys(Layer layer) {
        return paramKeys(layer).stream().filter(key -> isBiasParam(layer, key)).toList();
    }

    @Override
    public boolean isWeightParam(Layer layer, String key) {
        return key.equals("weight");
    }

    @Override
    public boolean isBiasParam(Layer layer, String key) {
        return key.equals("bias");
    }

    @Override
    public Map<String, INDArray> init(NeuralNetConfiguration conf, INDArray paramsView, boolean initializeParams) {
        conf.setVariables(paramKeys(conf.getLayer()));
        return cut(conf.getLayer(), paramsView);
    }

    @Override
    public Map<String, INDArray> getGradientsFromFlattened(NeuralNetConfiguration conf, INDArray gradientView) {
        return cut(conf.getLayer(), gradientView);
    }

    private static Map<String, INDArray> cut(Layer layer, INDArray view) {
        Map<String, INDArray> tensors = new LinkedHashMap<>();
        INDArray vector = view.reshape(view.length());
        long offset = 0;
        for (ParameterSlice slice : slices(layer)) {
            INDArray part = vector.get(NDArrayIndex.interval(offset, offset + slice.length()));
            tensors.put(slice.name(), part.reshape('c', slice.dimensions()));
            offset += slice.length();
        }
        return tensors;
    }

    private static List<ParameterSlice> slices(Layer layer) {
        return ((SlicedLayer) layer).slices();
    }
}
