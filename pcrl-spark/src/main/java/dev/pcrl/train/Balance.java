package dev.pcrl.train;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Keeps stragglers from idling the others: divides a round's minibatches by how fast each worker was in the round
 * before, which ends early if one becomes slow in it ({@link PaceWatch}), and asks Spark for the same executors. While
 * all are about equally fast, minibatches are divided evenly, so that a run on equal machines does not hang on the
 * clock.
 */
final class Balance {
    private static final int STEPS = 5; // fewer say little: a round's first ones are slow on any worker

    private final double ratio;
    private final int batchSize;
    private final Consumer<String> log;
    private List<Pace> paces = List.of();
    private String last = "";

    /**
     * Knows no worker yet.
     *
     * @param ratio who takes more than so many times the fastest's time for a bundle is a straggler; 0 if nobody is
     * @param batchSize for messages
     * @param log is told when the division changes
     */
    Balance(double ratio, int batchSize, Consumer<String> log) {
        this.ratio = ratio;
        this.batchSize = batchSize;
        this.log = log;
    }

    /**
     * Which worker gets what.
     *
     * @param division of minibatches
     * @param executors preferred by each worker; none if it does not matter
     */
    record Plan(Division division, List<String> executors) {
        Plan {
            executors = List.copyOf(executors);
        }
    }

    /** Remembers a round that has ended well. */
    void learn(List<RoundResult> results, int steps) {
        if (steps >= STEPS) {
            paces = results.stream().map(result -> result.end().pace()).toList();
        }
    }

    /** The plan for a round of so many workers. */
    Plan plan(int workers) {
        Division even = Division.even(workers);
        Division division = paces.size() == workers
                ? Division.among(paces.stream().map(Pace::secondsABundle).toList(), ratio)
                : even;
        Plan plan = new Plan(
                division,
                division.equals(even)
                        ? List.of()
                        : paces.stream().map(Pace::executor).toList());
        tell(plan);
        return plan;
    }

    private void tell(Plan plan) {
        Division division = plan.division();
        String shares = IntStream.range(0, division.workers())
                .mapToObj(rank -> Integer.toString(division.share(rank, batchSize)))
                .collect(Collectors.joining(", "));
        if (plan.executors().isEmpty()) {
            if (!last.isEmpty()) {
                log.accept("minibatches are divided evenly again");
            }
            last = "";
        } else if (!shares.equals(last)) {
            log.accept(String.format(
                    "the slowest worker takes %.1f times as long for a bundle as the fastest:"
                            + " minibatches are divided %s",
                    slowest() / fastest(), shares));
            last = shares;
        }
    }

    private double slowest() {
        return paces.stream().mapToDouble(Pace::secondsABundle).max().orElse(0);
    }

    private double fastest() {
        return paces.stream().mapToDouble(Pace::secondsABundle).min().orElse(0);
    }
}
