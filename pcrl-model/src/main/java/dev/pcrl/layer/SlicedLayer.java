package dev.pcrl.layer;

import java.util.Collection;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Configuration of a layer whose parameters are consecutive slices of the network's flat vector. Widths are given, not
 * inferred from an input type.
 */
public abstract class SlicedLayer extends BaseLayer {
    /** The layer's tensors in the order in which they lie in the vector. */
    public abstract List<ParameterSlice> slices();

    abstract SlicedLayerPass<?> pass(NeuralNetConfiguration configuration, DataType dataType);

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int layerIndex,
            INDArray layerParamsView,
            boolean initializeParams,
            DataType networkDataType) {
        SlicedLayerPass<?> pass = pass(conf, networkDataType);
        pass.setListeners(listeners);
        pass.setIndex(layerIndex);
        pass.setParamsViewArray(layerParamsView);
        pass.setParamTable(initializer().init(conf, layerParamsView, initializeParams));
        return pass;
    }

    @Override
    public ParamInitializer initializer() {
        return new SliceInitializer();
    }

    @Override
    public boolean isPretrainParam(String paramName) {
        return false;
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        throw new UnsupportedOperationException("widths are given, not inferred");
    }

    @Override
    public void setNIn(InputType inputType, boolean override) {
        throw new UnsupportedOperationException("widths are given, not inferred");
    }

    @Override
    public InputPreProcessor getPreProcessorForInputType(InputType inputType) {
        throw new UnsupportedOperationException("widths are given, not inferred");
    }

    @Override
    public LayerMemoryReport getMemoryReport(InputType inputType) {
        throw new UnsupportedOperationException("no memory report");
    }
}
