package dev.pcrl.finetune;

import dev.pcrl.dataset.Truth;
import dev.pcrl.random.RandomStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Which samples a step learns from: all of them, round after round, each round in an order of its own. A function of
 * the stream and the step. Of one thread.
 */
public final class SampleOrder {
    private final List<Sample> positives = new ArrayList<>();
    private final List<Sample> negatives = new ArrayList<>();
    private final int drawn; // negatives a round
    private final RandomStream stream;
    private long round = -1;
    private List<Sample> order = List.of();

    /**
     * @param samples at least one
     * @param negativesPerPositive so many of the samples without any positive label a round for each other one, drawn
     *     anew; 0 takes all
     */
    public SampleOrder(List<Sample> samples, int negativesPerPositive, RandomStream stream) {
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("there must be samples");
        }
        for (Sample sample : samples) {
            boolean isPositive = sample.labels() instanceof Labels.Regions
                    || sample.labels().truths().contains(Truth.POSITIVE);
            (isPositive ? positives : negatives).add(sample);
        }
        boolean takesAll = negativesPerPositive == 0 || positives.isEmpty();
        this.drawn = takesAll
                ? negatives.size()
                : (int) Math.min(negatives.size(), (long) negativesPerPositive * positives.size());
        this.stream = stream;
    }

    /** The samples of a step, from 0. */
    public List<Sample> batch(long step, int size) {
        List<Sample> batch = new ArrayList<>();
        int length = positives.size() + drawn;
        for (long position = step * size; position < (step + 1) * size; position++) {
            batch.add(round(position / length).get((int) (position % length)));
        }
        return batch;
    }

    /** All samples of a round, from 0, in its order. */
    public List<Sample> round(long number) {
        if (number != round) {
            Random random = new Random(stream.child(number).key());
            List<Sample> shuffled = new ArrayList<>(negatives);
            Collections.shuffle(shuffled, random);
            List<Sample> all = new ArrayList<>(positives);
            all.addAll(shuffled.subList(0, drawn));
            Collections.shuffle(all, random);
            order = List.copyOf(all);
            round = number;
        }
        return order;
    }
}
