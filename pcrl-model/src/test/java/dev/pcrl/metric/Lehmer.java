package dev.pcrl.metric;

import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Lehmer's generator, C++'s minstd_rand: numbers that scripts in tools/ make, too. */
public final class Lehmer {
    private Lehmer() {}

    /** So many numbers in 0..below-1. */
    public static int[] numbers(int count, int below, long seed) {
        return LongStream.iterate(seed * 48271 % 2147483647, x -> x * 48271 % 2147483647)
                .limit(count)
                .mapToInt(x -> (int) (x % below))
                .toArray();
    }

    /** 200 scores in 0..19, so that many are equal. */
    static double[] scores() {
        return IntStream.of(numbers(200, 20, 1)).asDoubleStream().toArray();
    }

    /** For each of the {@link #scores}, whether the sample is positive: higher ones are more often. */
    static boolean[] truths() {
        int[] scores = numbers(200, 20, 1);
        int[] others = numbers(200, 40, 123456789);
        boolean[] truths = new boolean[200];
        for (int i = 0; i < truths.length; i++) {
            truths[i] = others[i] < scores[i];
        }
        return truths;
    }
}
