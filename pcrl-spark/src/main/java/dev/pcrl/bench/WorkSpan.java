package dev.pcrl.bench;

import dev.pcrl.layer.WorkEvent;
import dev.pcrl.layer.WorkEvent.Phase;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import jdk.jfr.consumer.RecordedEvent;

/**
 * A recorded {@link WorkEvent}.
 *
 * @param worker name of the class that worked
 * @param phase of its work
 * @param start in nanoseconds, from any origin
 * @param end likewise
 */
record WorkSpan(String worker, Phase phase, long start, long end) {
    static WorkSpan of(RecordedEvent event) {
        return new WorkSpan(
                event.getClass("worker").getName(),
                Phase.valueOf(event.getString("phase")),
                nanoseconds(event.getStartTime()),
                nanoseconds(event.getEndTime()));
    }

    private static long nanoseconds(Instant instant) {
        return ChronoUnit.NANOS.between(Instant.EPOCH, instant);
    }

    long length() {
        return end - start;
    }
}
