package dev.pcrl.job;

import dev.pcrl.dataset.Truth;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What a model said of a place or an image, and what is known.
 *
 * @param probabilities one a class
 * @param truths one a class: 1 or 0, or -1 where nobody knows
 */
record SampleAnswer(List<Double> probabilities, List<Integer> truths) implements Serializable {
    SampleAnswer {
        probabilities = new ArrayList<>(probabilities);
        truths = new ArrayList<>(truths);
    }

    static SampleAnswer of(float[] told, List<Truth> known) {
        List<Double> probabilities = new ArrayList<>();
        for (float probability : told) {
            probabilities.add((double) probability);
        }
        List<Integer> truths = known.stream()
                .map(truth -> switch (truth) {
                    case POSITIVE -> 1;
                    case NEGATIVE -> 0;
                    case UNKNOWN -> -1;
                })
                .toList();
        return new SampleAnswer(probabilities, truths);
    }

    Truth truth(int index) {
        return switch (truths.get(index)) {
            case 1 -> Truth.POSITIVE;
            case 0 -> Truth.NEGATIVE;
            default -> Truth.UNKNOWN;
        };
    }
}
