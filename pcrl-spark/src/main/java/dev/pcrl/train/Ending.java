package dev.pcrl.train;

/** Why a round ends with a step. */
enum Ending {
    /** It is the round's last. */
    PLANNED,
    /** A worker was asked to end the run. */
    ASKED,
    /** Minibatches are better divided anew. */
    UNEVEN
}
