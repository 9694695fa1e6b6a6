package dev.pcrl.job;

import dev.pcrl.read.VolumeListing.LeftOut;
import java.io.Serializable;

/**
 * A file or series that could not be used: a line of {@code quarantine.jsonl}.
 *
 * @param file its URI, or that of the first file of a series, and how many more there are
 * @param place where in it
 * @param reason what is wrong there
 */
record Quarantined(String file, String place, String reason) implements Serializable {
    static Quarantined of(LeftOut leftOut) {
        return new Quarantined(leftOut.name(), leftOut.place(), leftOut.reason());
    }
}
