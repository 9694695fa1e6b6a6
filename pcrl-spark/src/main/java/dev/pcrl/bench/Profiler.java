package dev.pcrl.bench;

import dev.pcrl.layer.WorkEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;

/** Records the events of training steps with Java Flight Recorder. */
final class Profiler {
    private Profiler() {}

    /** The profile of each step that a thread does while the work runs. */
    static List<StepProfile> of(Runnable work) {
        try {
            Path file = Files.createTempFile("pcrl-bench-", ".jfr");
            try (Recording recording = new Recording()) {
                recording.enable(WorkEvent.class).withThreshold(Duration.ZERO);
                recording.start();
                work.run();
                recording.stop();
                recording.dump(file);
                return StepProfile.of(RecordingFile.readAllEvents(file).stream()
                        .filter(event -> event.getEventType().getName().equals(WorkEvent.NAME))
                        .map(WorkSpan::of)
                        .toList());
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
