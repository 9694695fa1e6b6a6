package dev.pcrl.method;

import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.memory.deallocation.DeallocatorService;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The floating-point arrays outside any workspace that appeared since this was made. Their memory is only given back
 * after the garbage collector found them, which off-heap memory does not hurry. ND4J keeps them in a private map, and
 * its own counters leave them out.
 */
final class DetachedArrays {
    private final Set<String> before = new HashSet<>(references().keySet());

    /** Elements of the largest, 0 if there is none. */
    long largest() {
        long largest = 0;
        for (Map.Entry<String, WeakReference<?>> reference : references().entrySet()) {
            if (!before.contains(reference.getKey())
                    && reference.getValue().get() instanceof DataBuffer buffer
                    && buffer.dataType().isFPType()
                    && !buffer.isAttached()
                    && !isView(buffer)) {
                largest = Math.max(largest, buffer.length());
            }
        }
        return largest;
    }

    private static boolean isView(DataBuffer buffer) {
        return buffer.originalDataBuffer() != null && buffer.originalDataBuffer() != buffer;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, WeakReference<?>> references() {
        try {
            Field map = DeallocatorService.class.getDeclaredField("referenceMap");
            map.setAccessible(true);
            return (Map<String, WeakReference<?>>) map.get(Nd4j.getDeallocatorService());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("another ND4J keeps its arrays elsewhere", e);
        }
    }
}
