package dev.pcrl.layer;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.NoParamLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Configuration of a layer without parameters: a function of its input and the function's gradient. */
public abstract class ParameterlessLayer extends NoParamLayer {
    abstract INDArray forward(INDArray input, LayerWorkspaceMgr memory);

    abstract INDArray backward(INDArray input, INDArray epsilon, LayerWorkspaceMgr memory);

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int layerIndex,
            INDArray layerParamsView,
            boolean initializeParams,
            DataType networkDataType) {
        Pass pass = new Pass(this, conf, networkDataType);
        pass.setListeners(listeners);
        pass.setIndex(layerIndex);
        return pass;
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
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

    private static final class Pass extends AbstractLayer<ParameterlessLayer> {
        private final transient ParameterlessLayer layer;

        Pass(ParameterlessLayer layer, NeuralNetConfiguration conf, DataType dataType) {
            super(conf, dataType);
            this.layer = layer;
        }

        @Override
        public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
            try (WorkEvent ignored = WorkEvent.forward(layer.getClass())) {
                return layer.forward(input, workspaceMgr);
            }
        }

        @Override
        public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
            try (WorkEvent ignored = WorkEvent.backward(layer.getClass())) {
                return new Pair<>(new DefaultGradient(), layer.backward(input, epsilon, workspaceMgr));
            }
        }

        @Override
        public boolean isPretrainLayer() {
            return false;
        }

        @Override
        public void clearNoiseWeightParams() {}
    }
}
