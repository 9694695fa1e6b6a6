package dev.pcrl.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

class WorkEventTest {
    @TempDir
    private Path directory;

    @Test
    void should_record_both_passes_of_both_kinds_of_layer() throws Exception {
        INDArray input = LayerUnderTest.random(1, 2, 4, 4, 2, 3);
        try (Recording recording = new Recording()) {
            recording.enable(WorkEvent.class).withThreshold(Duration.ZERO);
            recording.start();
            LayerUnderTest convolution = LayerUnderTest.of(new Convolution3d(3, 2), 2);
            convolution.backward(convolution.forward(input, true));
            LayerUnderTest pooling = LayerUnderTest.of(new MaxPooling3d());
            pooling.backward(pooling.forward(input, true));
            recording.stop();
            recording.dump(directory.resolve("events.jfr"));
        }

        List<RecordedEvent> events = RecordingFile.readAllEvents(directory.resolve("events.jfr"));

        assertThat(events)
                .extracting(event -> event.getClass("worker").getName() + " " + event.getString("phase"))
                .containsExactly(
                        "dev.pcrl.layer.Convolution3d FORWARD",
                        "dev.pcrl.layer.Convolution3d BACKWARD",
                        "dev.pcrl.layer.MaxPooling3d FORWARD",
                        "dev.pcrl.layer.MaxPooling3d BACKWARD");
        assertThat(events).allSatisfy(event -> assertThat(event.getDuration()).isPositive());
    }
}
