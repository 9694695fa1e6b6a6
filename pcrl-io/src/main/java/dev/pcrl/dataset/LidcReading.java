package dev.pcrl.dataset;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What one file of LIDC-IDRI says of one series: the marks of all its readers.
 *
 * @param series UID of the series; not to be shown
 * @param marks in the order of the file
 */
record LidcReading(String series, List<LidcMark> marks) {
    LidcReading {
        requireNonNull(series, "series");
        marks = List.copyOf(marks);
    }
}
