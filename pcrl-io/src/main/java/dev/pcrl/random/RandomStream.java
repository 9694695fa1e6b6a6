package dev.pcrl.random;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The name of a stream of random numbers. Streams are derived by splitting, never shared: two children with different
 * names give independent numbers, the same child gives the same numbers on every machine and in every order.
 *
 * <pre>{@code
 * RandomGenerator random = RandomStream.of(seed).child("augment").child(epoch).child(bundle).generator();
 * }</pre>
 *
 * @param key what the name comes down to
 */
public record RandomStream(long key) {
    private static final RandomGeneratorFactory<RandomGenerator> GENERATORS =
            RandomGeneratorFactory.of("L64X128MixRandom");

    /** The root of all streams of one seed. */
    public static RandomStream of(long seed) {
        return new RandomStream(mix(seed));
    }

    /** The stream of one purpose, such as {@code "crop"}. */
    public RandomStream child(String purpose) {
        long hash = 0;
        for (int i = 0; i < purpose.length(); i++) {
            hash = 31 * hash + purpose.charAt(i);
        }
        return child(~hash);
    }

    /** The stream of one item among many: an epoch, a volume, a bundle. */
    public RandomStream child(long index) {
        return new RandomStream(mix(key + mix(index ^ 0x6A09E667F3BCC909L)));
    }

    /** A new generator at the stream's beginning (L64X128MixRandom, an algorithm that Java specifies). */
    public RandomGenerator generator() {
        return GENERATORS.create(key);
    }

    /** The finaliser of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014). */
    private static long mix(long z) {
        long x = z + 0x9E3779B97F4A7C15L;
        x = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }
}
