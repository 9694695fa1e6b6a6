package dev.pcrl.bench;

import dev.pcrl.view.Rule;

/**
 * How often and how long something is measured.
 *
 * @param threads that work at the same time, at least 1
 * @param samples that quartiles are taken from, at least 3
 * @param sampleSeconds least time of a sample, which is of as many calls as it takes
 * @param warmUpSeconds time after which samples are taken although calls still get faster
 */
public record Protocol(int threads, int samples, double sampleSeconds, double warmUpSeconds) {
    public Protocol {
        Rule.check(threads >= 1, "threads", "be at least 1", threads);
        Rule.check(samples >= 3, "samples", "be at least 3", samples);
        Rule.check(sampleSeconds >= 0, "sample-seconds", "be at least 0", sampleSeconds);
        Rule.check(warmUpSeconds >= 0, "warm-up-seconds", "be at least 0", warmUpSeconds);
    }
}
