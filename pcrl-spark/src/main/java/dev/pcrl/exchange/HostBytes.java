package dev.pcrl.exchange;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.BytePointer;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The memory of an array on the host, as bytes for the network; up to 2 GiB. No copy is made on a CPU. */
final class HostBytes {
    private HostBytes() {}

    /** The array's elements, to be read. */
    static ByteBuffer of(INDArray array) {
        Nd4j.getExecutioner().commit();
        Nd4j.getAffinityManager().ensureLocation(array, AffinityManager.Location.HOST);
        return bytes(array);
    }

    /** The array's elements, to be overwritten: all of them; what the device holds is out of date. */
    static ByteBuffer toFill(INDArray array) {
        ByteBuffer bytes = of(array);
        Nd4j.getAffinityManager().tagLocation(array, AffinityManager.Location.HOST);
        return bytes;
    }

    private static ByteBuffer bytes(INDArray array) {
        int width = array.dataType().width();
        long begin = array.offset() * width;
        long end = begin + array.length() * width;
        if (array.elementWiseStride() != 1 && array.length() != 1) {
            throw new IllegalArgumentException("elements do not lie one behind the other");
        }
        BytePointer pointer = new BytePointer(array.data().pointer());
        return pointer.position(0)
                .capacity(end)
                .asByteBuffer()
                .position(Math.toIntExact(begin))
                .slice()
                .order(ByteOrder.nativeOrder());
    }
}
