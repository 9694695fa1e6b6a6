package dev.pcrl.metric;

import dev.pcrl.dataset.Truth;
import java.util.stream.IntStream;

/** Short ways to rank samples. */
final class Rankings {
    private Rankings() {}

    /** @param truths a letter a sample: + positive, - negative, ? unknown */
    static Ranking of(String truths, double... scores) {
        return new Ranking(scores, truths(truths));
    }

    static Ranking of(boolean[] isPositive, double[] scores) {
        return new Ranking(
                scores,
                IntStream.range(0, isPositive.length)
                        .mapToObj(i -> isPositive[i] ? Truth.POSITIVE : Truth.NEGATIVE)
                        .toArray(Truth[]::new));
    }

    static Truth[] truths(String letters) {
        return letters.chars()
                .mapToObj(letter -> switch (letter) {
                    case '+' -> Truth.POSITIVE;
                    case '-' -> Truth.NEGATIVE;
                    case '?' -> Truth.UNKNOWN;
                    default -> throw new IllegalArgumentException(letters);
                })
                .toArray(Truth[]::new);
    }
}
