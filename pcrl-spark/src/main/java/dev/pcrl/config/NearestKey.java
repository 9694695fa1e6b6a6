package dev.pcrl.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the key that a user may have meant: one spelled much alike, in the same section if there are several. */
final class NearestKey {
    private static final int LONGEST = 100;
    private static final int SHORTEST_START = 3;

    private NearestKey() {}

    /** The nearest of the dotted keys, if one is near. */
    static Optional<String> of(String unknown, Collection<String> keys) {
        if (unknown.length() > LONGEST) {
            return Optional.empty();
        }
        String word = lastWord(unknown);
        int limit = Math.max(1, word.length() / 3);
        return keys.stream()
                .filter(key -> distance(word, lastWord(key)) <= limit)
                .min(Comparator.<String>comparingInt(key -> distance(word, lastWord(key)))
                        .thenComparingInt(key -> distance(unknown, key)));
    }

    /** The key without its sections, in a spelling where {@code batchSize}, {@code batch_size} and the like agree. */
    private static String lastWord(String key) {
        return key.substring(key.lastIndexOf('.') + 1).replaceAll("[-_ ]", "").toLowerCase(Locale.ROOT);
    }

    private static int distance(String word, String known) {
        if (word.length() >= SHORTEST_START && known.startsWith(word)) {
            return 1; // as near as a slip of the finger
        }
        return LevenshteinDistance.getDefaultInstance().apply(word, known);
    }
}
