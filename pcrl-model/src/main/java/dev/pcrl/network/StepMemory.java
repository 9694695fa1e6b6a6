package dev.pcrl.network;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.ResetPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Where a step's arrays live, reused from step to step, so that memory stays flat and no page is touched for the first
 * time twice:
 *
 * <ul>
 *   <li>outputs of layers, each layer's in its own array. Those that are computed again
 *       ({@link dev.pcrl.layer.RepeatableLayer}) share one, those that are computed from such a one another, and the
 *       trunk's last, which the heads read, has a third;
 *   <li>gradients of activations: two arrays in turn, since a layer reads one and writes another;
 *   <li>what is small, or only needed while a layer runs: two workspaces, of the step and of the layer.
 * </ul>
 *
 * <p>Activations are in no workspace because one that learns its size holds twice as much in its first cycle.
 *
 * <p>The workspaces are those of the calling thread, so one thread opens and closes it, and has no other then.
 */
public final class StepMemory implements AutoCloseable {
    private static final WorkspaceConfiguration GROWING = WorkspaceConfiguration.builder()
            .initialSize(0)
            .policyAllocation(AllocationPolicy.STRICT)
            .policyLearning(LearningPolicy.FIRST_LOOP)
            .policyReset(ResetPolicy.BLOCK_LEFT)
            .policySpill(SpillPolicy.REALLOCATE)
            .build();
    private static final Map<ArrayType, String> WORKSPACES = Map.of(
            ArrayType.INPUT, "PCRL_STEP",
            ArrayType.FF_CACHE, "PCRL_STEP",
            ArrayType.FF_WORKING_MEM, "PCRL_WORKING",
            ArrayType.BP_WORKING_MEM, "PCRL_WORKING");

    private final List<ReusedArray> all = new ArrayList<>();
    private final ReusedArray[] gradients = {reused(), reused()};
    private int turn;
    private final LayerWorkspaceMgr passing = keeping();
    private final LayerWorkspaceMgr passingOn = keeping();
    private final LayerWorkspaceMgr feature = keeping();

    private ReusedArray reused() {
        ReusedArray array = new ReusedArray();
        all.add(array);
        return array;
    }

    /** Opens the memory of one step; what is allocated in it is void when it is closed. */
    public MemoryWorkspace step() {
        return passing.notifyScopeEntered(ArrayType.FF_CACHE);
    }

    MemoryWorkspace working() {
        return passing.notifyScopeEntered(ArrayType.FF_WORKING_MEM);
    }

    /** For a layer whose output is kept until it is computed in the next step. */
    LayerWorkspaceMgr keeping() {
        return new Arrays(reused());
    }

    /** For layers whose output is computed again, and for backward passes. */
    LayerWorkspaceMgr passing() {
        return passing;
    }

    /** For layers whose input is computed again, and their output from it. */
    LayerWorkspaceMgr passingOn() {
        return passingOn;
    }

    /** For the layer that gives the feature map which the heads read. */
    LayerWorkspaceMgr feature() {
        return feature;
    }

    /** Begins a backward pass: gradients of the one before are void. */
    void beginBackward() {
        turn = 0; // so that each step needs the same of both arrays
    }

    /** Gives all of it back to the system. */
    @Override
    public void close() {
        all.forEach(ReusedArray::close);
        Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
    }

    private final class Arrays extends LayerWorkspaceMgr {
        private final ReusedArray output;

        Arrays(ReusedArray output) {
            super(Set.of(), growing(), WORKSPACES);
            this.output = output;
        }

        private static Map<ArrayType, WorkspaceConfiguration> growing() {
            Map<ArrayType, WorkspaceConfiguration> configurations = new EnumMap<>(ArrayType.class);
            WORKSPACES.keySet().forEach(type -> configurations.put(type, GROWING));
            return configurations;
        }

        @Override
        public INDArray createUninitialized(ArrayType use, DataType dataType, long[] shape, char order) {
            return switch (use) {
                case ACTIVATIONS -> output.take(dataType, shape);
                case ACTIVATION_GRAD -> {
                    turn = 1 - turn;
                    yield gradients[turn].take(dataType, shape);
                }
                default -> super.createUninitialized(use, dataType, shape, order);
            };
        }
    }
}
