package dev.pcrl.method;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.loss.RestorationLoss;
import dev.pcrl.network.StepMemory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.AllocationsTracker;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.enums.AllocationKind;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class StepMemoryTest {
    private static final int BATCH = 16;

    private final StepMemory memory = new StepMemory();
    private final ViewBatch batch = TinyPretraining.batch(BATCH, 1);
    private final long view = (long) BATCH * batch.global().voxels();

    @AfterEach
    void release() {
        memory.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void should_hold_the_views_and_what_is_made_of_them(DataType dataType) {
        try (MemoryWorkspace ignored = memory.step()) {
            INDArray corrupted = batch.corrupted(0, dataType);
            INDArray clean = batch.clean(0, dataType);

            assertThat(corrupted.isAttached()).isTrue();
            assertThat(clean.isAttached()).isTrue();
            assertThat(batch.locals(dataType).isAttached()).isTrue();
            assertThat(RestorationLoss.of(corrupted, clean).gradient().isAttached())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void should_hold_all_that_grows_with_the_views(DataType dataType) {
        Pcrlv2 method = TinyPretraining.of(dataType).method();
        method.stepAt(1, batch);
        method.stepAt(2, batch);
        DetachedArrays detached = new DetachedArrays();

        method.stepAt(2, batch);

        assertThat(detached.largest()).isLessThan(view / 8);
    }

    @Test
    void should_see_an_array_that_is_made_elsewhere() {
        DetachedArrays detached = new DetachedArrays();

        INDArray elsewhere = Nd4j.createUninitialized(DataType.FLOAT, view);

        assertThat(detached.largest()).isEqualTo(view).isEqualTo(elsewhere.length());
    }

    @Test
    void should_not_grow_from_step_to_step() {
        Pcrlv2 method = TinyPretraining.of(DataType.FLOAT).method();
        for (int i = 0; i < 4; i++) {
            method.stepAt(1 + i % 2, batch);
        }
        long bytes = workspaceBytes();

        for (int number = 0; number < 60; number++) {
            method.step(batch, Step.of(1, number));
        }

        assertThat(bytes).isPositive();
        assertThat(workspaceBytes()).isEqualTo(bytes);
    }

    private static long workspaceBytes() {
        return AllocationsTracker.getInstance().bytesOnDevice(AllocationKind.WORKSPACE, 0);
    }
}
