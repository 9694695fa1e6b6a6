package dev.pcrl.dicom;

/**
 * What a series may lack.
 *
 * @param interpolateMissing whether slices that are missing inside of it, up to one in ten, are interpolated linearly
 *     between their neighbours; else such a series is refused; {@code interpolate-missing}
 */
public record SeriesSettings(boolean interpolateMissing) {
    /** Nothing: a series is read as it was taken or not at all. */
    public static final SeriesSettings STRICT = new SeriesSettings(false);
}
