package dev.pcrl.job;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What a model said of a case: a line of {@code cases.jsonl}.
 *
 * @param id of the case in its manifest
 * @param patient hash of the patient
 * @param regions one a class of a segmentation; else none
 * @param samples the places, or the image as a whole, that were classified; none for a segmentation
 */
record CaseAnswer(String id, String patient, List<RegionAnswer> regions, List<SampleAnswer> samples)
        implements Serializable {
    CaseAnswer {
        regions = new ArrayList<>(regions);
        samples = new ArrayList<>(samples);
    }

    /** Mean Dice of the regions. */
    double dice() {
        return regions.stream().mapToDouble(RegionAnswer::dice).average().orElseThrow();
    }
}
