package dev.pcrl.bench;

import dev.pcrl.view.Rule;

/**
 * What a step costs on many GPUs, by a model of the exchange ({@code docs/scaling.md}). Each GPU computes the same at
 * any number of them; nothing overlaps with computing, as in this program.
 *
 * @param parameters P, numbers of a gradient, of four bytes
 * @param step seconds in which a GPU computes its part of a step
 * @param network rate of a machine's connection for one GPU, bytes a second
 * @param latency of a message between two machines, seconds
 * @param sparsity share of the elements that reach the threshold
 * @param encode seconds to encode an element of the gradient
 * @param decode seconds to add up an element of a message
 * @param stepsPerRound steps from one checkpoint to the next
 * @param round seconds from a round's last step to the next one's first
 * @param driver rate of the driver's connection and of the store, bytes a second
 */
public record ScalingPlan(
        long parameters,
        double step,
        double network,
        double latency,
        double sparsity,
        double encode,
        double decode,
        int stepsPerRound,
        double round,
        double driver) {
    private static final int FLOAT = 4;
    private static final int BITS_PER_BITMAP_ELEMENT = 2;
    private static final int FAN_OUT = 8; // of Deeplearning4j's mesh of nodes

    /**
     * @throws IllegalArgumentException if a value cannot be; it is named as the option of {@code pcrl bench plan} is
     */
    public ScalingPlan {
        Rule.check(parameters >= 1, "parameters", "be at least 1", parameters);
        positive("step-ms", step);
        positive("network-gbit", network);
        Rule.check(latency >= 0, "latency-us", "be at least 0", latency);
        Rule.check(sparsity > 0 && sparsity <= 1, "sparsity", "be in (0, 1]", sparsity);
        Rule.check(encode >= 0, "encode-ns", "be at least 0", encode);
        Rule.check(decode >= 0, "decode-ns", "be at least 0", decode);
        Rule.check(stepsPerRound >= 1, "steps-per-round", "be at least 1", stepsPerRound);
        Rule.check(round >= 0, "round-ms", "be at least 0", round);
        positive("driver-gbit", driver);
    }

    private static void positive(String name, double value) {
        Rule.check(value > 0, name, "be greater than 0", value);
    }

    /**
     * Seconds of a step on W GPUs beyond computing.
     *
     * @param gpus W
     * @param agreement on loss, terms and whether to stop: a gather of a few numbers
     * @param dense exact sums around the ring
     * @param encoded encoded gradients around the ring, with encoding and decoding
     * @param root the same messages through one machine that all send to and receive from
     * @param tree the same messages through a tree in which each machine serves eight
     * @param roundEnd the end of a round, shared by its steps
     */
    public record Terms(
            int gpus, double agreement, double dense, double encoded, double root, double tree, double roundEnd) {}

    /**
     * What W GPUs cost.
     *
     * @param gpus W, at least 2
     */
    public Terms at(int gpus) {
        Rule.check(gpus >= 2, "gpus", "be at least 2", gpus);
        double hop = latency;
        double others = gpus - 1.0;
        double agreement = 2 * others * hop;
        double dense = 2 * others * (FLOAT * (double) parameters / gpus / network + hop);
        double coding = encode * parameters + decode * sentElements() * gpus;
        double encoded = coding + others * (message() / network + 2 * hop);
        // The root receives W - 1 messages and sends each worker those of all others.
        double root = coding + others * message() / network + others * others * message() / network + 2 * hop;
        double levels = Math.ceil(Math.log(gpus) / Math.log(FAN_OUT));
        double tree = coding + FAN_OUT * others * message() / network + 2 * levels * hop;
        return new Terms(gpus, agreement, dense, encoded, root, tree, roundEnd() / stepsPerRound);
    }

    /** Share of a step that is computing, with exact sums. */
    public double efficiencyDense(Terms terms) {
        return step / (step + terms.agreement() + terms.dense() + terms.roundEnd());
    }

    /** Share of a step that is computing, with encoded gradients. */
    public double efficiencyEncoded(Terms terms) {
        return step / (step + terms.agreement() + terms.encoded() + terms.roundEnd());
    }

    /** Bytes of an encoded gradient: an INT an element that is sent, or two bits an element. */
    public double message() {
        return Math.min(FLOAT * sentElements(), bitmap());
    }

    /** Elements that a receiver goes through: those that were sent, or all of a bitmap. */
    private double sentElements() {
        double sent = sparsity * parameters;
        return FLOAT * sent < bitmap() ? sent : parameters;
    }

    private double bitmap() {
        return BITS_PER_BITMAP_ELEMENT * (double) parameters / Byte.SIZE;
    }

    /**
     * Weights and velocity go to the driver, into the checkpoint, and out to a first executor, which passes them on.
     */
    private double roundEnd() {
        return round + 3 * 2 * FLOAT * (double) parameters / driver;
    }
}
