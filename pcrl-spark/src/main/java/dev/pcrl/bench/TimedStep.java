package dev.pcrl.bench;

import dev.pcrl.train.StepRecord;

/**
 * A step that was measured.
 *
 * @param record what training tells of it
 * @param profile where its time went
 * @param freshBytes memory that was touched for the first time
 */
record TimedStep(StepRecord record, StepProfile profile, long freshBytes) {}
