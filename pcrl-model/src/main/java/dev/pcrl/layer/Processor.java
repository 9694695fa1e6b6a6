package dev.pcrl.layer;

import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** What computes here, as far as it decides which operations are the fastest. */
enum Processor {
    GPU,
    CPU_WITH_AVX512,
    CPU_WITHOUT_AVX512;

    /** ND4J's number for AVX-512. */
    private static final int AVX512_LEVEL = 3;

    static Processor ofThisMachine() {
        if (Nd4j.getExecutioner().type() == ExecutionerType.CUDA) {
            return GPU;
        }
        int level = NativeOpsHolder.getInstance().getDeviceNativeOps().optimalLevel();
        return level >= AVX512_LEVEL ? CPU_WITH_AVX512 : CPU_WITHOUT_AVX512;
    }
}
