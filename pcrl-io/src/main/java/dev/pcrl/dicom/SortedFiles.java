package dev.pcrl.dicom;

import java.util.List;

/**
 * Files sorted into volumes: each of the files is in exactly one of these.
 *
 * @param series volumes
 * @param refused slices that make no volume
 * @param skipped files that are no slices
 */
public record SortedFiles(List<Series> series, List<RefusedSeries> refused, List<SkippedFile> skipped) {
    public SortedFiles {
        series = List.copyOf(series);
        refused = List.copyOf(refused);
        skipped = List.copyOf(skipped);
    }
}
