package dev.pcrl.network;

import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.ResetPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Where a step's arrays live: three workspaces of the calling thread that are reused from step to step, so that memory
 * stays flat and no page is touched for the first time twice.
 *
 * <ul>
 *   <li>step: activations, until the step ends;
 *   <li>backward: gradients of activations, until one pass's backward ends;
 *   <li>working: what a single layer needs while it runs.
 * </ul>
 */
public final class StepMemory {
    private static final WorkspaceConfiguration GROWING = WorkspaceConfiguration.builder()
            .initialSize(0)
            .policyAllocation(AllocationPolicy.STRICT)
            .policyLearning(LearningPolicy.FIRST_LOOP)
            .policyReset(ResetPolicy.BLOCK_LEFT)
            .policySpill(SpillPolicy.REALLOCATE)
            .build();

    private final LayerWorkspaceMgr manager = LayerWorkspaceMgr.builder()
            .with(ArrayType.INPUT, "PCRL_STEP", GROWING)
            .with(ArrayType.ACTIVATIONS, "PCRL_STEP", GROWING)
            .with(ArrayType.ACTIVATION_GRAD, "PCRL_BACKWARD", GROWING)
            .with(ArrayType.FF_WORKING_MEM, "PCRL_WORKING", GROWING)
            .with(ArrayType.BP_WORKING_MEM, "PCRL_WORKING", GROWING)
            .build();

    /** Opens the memory of one step; what is allocated in it is void when it is closed. */
    public MemoryWorkspace step() {
        return manager.notifyScopeEntered(ArrayType.ACTIVATIONS);
    }

    /** Opens the memory of one backward pass. */
    public MemoryWorkspace backward() {
        return manager.notifyScopeEntered(ArrayType.ACTIVATION_GRAD);
    }

    MemoryWorkspace working() {
        return manager.notifyScopeEntered(ArrayType.FF_WORKING_MEM);
    }

    LayerWorkspaceMgr manager() {
        return manager;
    }

    /** Gives this thread's workspaces back to the system. */
    public static void release() {
        Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
    }
}
