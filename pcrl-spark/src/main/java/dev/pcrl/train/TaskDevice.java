package dev.pcrl.train;

import java.util.Arrays;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;
import org.nd4j.linalg.factory.Nd4j;
import scala.Option;

/** The GPU that Spark gives a task ({@code spark.task.resource.gpu.amount=1}). */
public final class TaskDevice {
    private TaskDevice() {}

    /** Has the calling thread compute on the task's GPU, if it has one. */
    public static void use(TaskContext task) {
        Option<ResourceInformation> gpu = task.resources().get("gpu");
        if (gpu.isDefined()) {
            Arrays.stream(gpu.get().addresses())
                    .findFirst()
                    .ifPresent(device -> Nd4j.getAffinityManager().unsafeSetDevice(Integer.valueOf(device)));
        }
    }
}
