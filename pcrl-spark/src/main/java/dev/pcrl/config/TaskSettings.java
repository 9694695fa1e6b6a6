package dev.pcrl.config;

import static java.util.Objects.requireNonNull;

import dev.pcrl.finetune.SegmentationLoss;
import dev.pcrl.finetune.SlidingWindow;
import dev.pcrl.finetune.Task;
import dev.pcrl.finetune.TaskKind;
import dev.pcrl.view.Size;
import java.util.List;

/**
 * What is to be learnt.
 *
 * @param kind of the task; {@code kind}, {@code points} by default
 * @param classes names as the manifest has them, for regions with the voxel values that belong to them:
 *     {@code whole-tumour=1+2+4}; {@code classes}, LUNA16's {@code candidate} by default
 * @param window what the network sees at a time; {@code window}, 48x48x48 by default
 * @param skipConnections whether a segmentation's decoder also gets the encoder's finer levels;
 *     {@code skip-connections}, true by default
 * @param loss of a segmentation; {@code loss}, {@code dice} by default
 * @param overlap share of a sliding window that the next one covers, too; {@code overlap}, 0.5 by default
 */
public record TaskSettings(
        TaskKind kind,
        List<Task.TaskClass> classes,
        Size window,
        boolean skipConnections,
        SegmentationLoss loss,
        double overlap) {
    public TaskSettings {
        requireNonNull(window, "window");
        requireNonNull(loss, "loss");
        new SlidingWindow(window, overlap); // knows its rules
        classes = new Task(kind, classes).classes();
    }

    /** LUNA16's candidates (the paper's Table 5). */
    public static TaskSettings paper() {
        return new TaskSettings(
                TaskKind.POINTS,
                List.of(new Task.TaskClass("candidate", List.of())),
                Size.cube(48),
                true,
                SegmentationLoss.DICE,
                0.5);
    }

    public Task task() {
        return new Task(kind, classes);
    }
}
