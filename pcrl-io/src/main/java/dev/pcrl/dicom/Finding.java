package dev.pcrl.dicom;

/** What a look at one file's header gives: a slice that waits for the rest of its series, or what the file is alone. */
sealed interface Finding permits Candidate, Series, RefusedSeries, SkippedFile {}
