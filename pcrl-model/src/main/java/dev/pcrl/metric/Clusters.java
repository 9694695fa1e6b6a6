package dev.pcrl.metric;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * What the bootstrap draws: samples that belong together, such as a patient's, are drawn together. Images of one
 * patient resemble each other; drawn one by one they would feign more evidence than there is.
 */
public final class Clusters {
    private final int[] clusterOf; // one a sample
    private final int count;

    private Clusters(int[] clusterOf, int count) {
        this.clusterOf = clusterOf;
        this.count = count;
    }

    /** Each sample for itself. */
    public static Clusters single(int samples) {
        return new Clusters(IntStream.range(0, samples).toArray(), samples);
    }

    /** @param patients one a sample; samples of equal ones belong together */
    public static Clusters of(List<String> patients) {
        Map<String, Integer> numbers = new HashMap<>();
        int[] clusterOf = patients.stream()
                .mapToInt(patient -> numbers.computeIfAbsent(patient, name -> numbers.size()))
                .toArray();
        return new Clusters(clusterOf, numbers.size());
    }

    public int samples() {
        return clusterOf.length;
    }

    /** How many there are to draw from. */
    public int count() {
        return count;
    }

    /** As many clusters as there are, drawn with replacement, each with all its samples. */
    Resample draw(RandomGenerator random) {
        int[] drawn = new int[count];
        for (int i = 0; i < count; i++) {
            drawn[random.nextInt(count)]++;
        }
        int[] times = new int[clusterOf.length];
        for (int sample = 0; sample < times.length; sample++) {
            times[sample] = drawn[clusterOf[sample]];
        }
        return new Resample(times);
    }
}
