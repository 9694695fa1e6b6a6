package dev.pcrl.job;

import dev.pcrl.metric.MetricValue;
import dev.pcrl.metric.SegmentationScores;
import java.util.Arrays;
import java.util.List;

/** What a model might have said of cases. */
final class Answers {
    private Answers() {}

    /** A region with this Dice and as much of the rest, but no distances: it was not found. */
    static RegionAnswer region(double dice) {
        MetricValue same = MetricValue.of(dice);
        MetricValue none = MetricValue.undefined("the prediction is empty");
        return RegionAnswer.of(new SegmentationScores(same, same, same, none, none, none));
    }

    /** A segmented case with a region for each Dice. */
    static CaseAnswer segmented(String id, String patient, double... dice) {
        return new CaseAnswer(
                id, patient, Arrays.stream(dice).mapToObj(Answers::region).toList(), List.of());
    }

    static CaseAnswer classified(String id, String patient, SampleAnswer... samples) {
        return new CaseAnswer(id, patient, List.of(), List.of(samples));
    }
}
