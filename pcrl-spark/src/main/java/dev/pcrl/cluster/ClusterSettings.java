package dev.pcrl.cluster;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.network.util.JavaUtils;

/**
 * What a cluster offers.
 *
 * @param workers processes that start executors
 * @param cores what each of them offers, and the threads that its executor computes with
 * @param memory Java heap of each of their executors, in MiB; arrays outside of the heap may be as large again
 * @param conf Spark's settings for Master, Workers and jobs beyond ours, by key
 */
public record ClusterSettings(int workers, int cores, long memory, Map<String, String> conf) {
    // What Spark asks for an executor where nothing is said: a job that asks for more than there is would wait for
    // ever.
    private static final long LEAST_MEMORY = 1024;

    /** @throws IllegalArgumentException if a value is too small, with its name, or a key is not one of Spark's */
    public ClusterSettings {
        check(workers >= 1, "workers must be at least 1, not " + workers);
        check(cores >= 1, "cores must be at least 1, not " + cores);
        check(memory >= LEAST_MEMORY, "memory must be at least 1g, not " + memory + "m");
        conf = Map.copyOf(conf);
        conf.forEach((key, value) -> {
            check(key.matches("spark\\.[\\w.-]+"), "conf must be of keys such as spark.authenticate, not " + key);
            check(value.lines().count() == 1, "conf must give " + key + " a value of one line");
        });
    }

    /**
     * Settings with the memory as Spark writes it.
     *
     * @param memory such as {@code 1536m} or {@code 2g}
     * @throws IllegalArgumentException if it is no size, a value is too small, with its name, or a key is not one of
     *     Spark's
     */
    public static ClusterSettings of(int workers, int cores, String memory, Map<String, String> conf) {
        try {
            return new ClusterSettings(workers, cores, JavaUtils.byteStringAsMb(memory), conf);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("memory must be a size such as 2g, not " + memory, e);
        }
    }

    /** The further settings as lines of {@code spark-defaults.conf}. */
    String confLines() {
        return new TreeMap<>(conf)
                .entrySet().stream()
                        .map(setting -> setting.getKey() + " " + setting.getValue() + "\n")
                        .collect(Collectors.joining());
    }

    private static void check(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
