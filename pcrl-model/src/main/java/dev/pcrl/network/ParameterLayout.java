package dev.pcrl.network;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The tensors of a flat vector [1, length], one behind the other. Parameters, gradients and optimiser state share it,
 * so that everything around a method works on vectors and never needs to know the network.
 *
 * @param parameters the tensors in order
 */
public record ParameterLayout(List<Parameter> parameters) {
    public ParameterLayout {
        parameters = List.copyOf(parameters);
        long offset = 0;
        for (Parameter parameter : parameters) {
            if (parameter.offset() != offset) {
                throw new IllegalArgumentException(parameter.name() + " does not follow the tensor before it");
            }
            offset = parameter.end();
        }
    }

    static ParameterLayout of(List<LayerChain> chains) {
        List<Parameter> parameters = new ArrayList<>();
        long offset = 0;
        for (LayerChain chain : chains) {
            for (Parameter parameter : chain.parameters(offset)) {
                parameters.add(parameter);
                offset = parameter.end();
            }
        }
        return new ParameterLayout(parameters);
    }

    /** Length of the vector. */
    public long length() {
        return parameters.isEmpty() ? 0 : parameters.get(parameters.size() - 1).end();
    }

    /** A new vector of zeros, outside any workspace. */
    public INDArray zeros(DataType dataType) {
        return Nd4j.zeros(dataType, 1, length());
    }

    /** The tensor as a view of a vector of this layout. */
    public INDArray view(INDArray vector, Parameter parameter) {
        long[] shape = parameter.shape().stream().mapToLong(Long::longValue).toArray();
        return interval(vector, parameter.offset(), parameter.end()).reshape('c', shape);
    }

    /** The tensors that are running statistics, in order. */
    public List<Parameter> statistics() {
        return parameters.stream().filter(Parameter::statistic).toList();
    }

    /** The tensors whose name passes, in order. */
    public List<Parameter> select(Predicate<String> name) {
        return parameters.stream().filter(p -> name.test(p.name())).toList();
    }

    /** The slice [1, end - begin] of a vector, a view. */
    public static INDArray interval(INDArray vector, long begin, long end) {
        return vector.get(NDArrayIndex.all(), NDArrayIndex.interval(begin, end));
    }
}
