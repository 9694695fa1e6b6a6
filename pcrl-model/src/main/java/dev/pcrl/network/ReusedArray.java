package dev.pcrl.network;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Memory for one array at a time, which grows to the largest it was asked for. */
final class ReusedArray implements AutoCloseable {
    private INDArray memory = Nd4j.createUninitializedDetached(DataType.FLOAT, 1, 0);

    /** An array of any content; the one that was taken before is void. */
    INDArray take(DataType dataType, long... shape) {
        long length = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        if (memory.length() < length || memory.dataType() != dataType) {
            memory.close(); // first, so that both are never held
            memory = Nd4j.createUninitializedDetached(dataType, 1, length);
        }
        return ParameterLayout.interval(memory, 0, length).reshape('c', shape);
    }

    @Override
    public void close() {
        memory.close();
    }
}
