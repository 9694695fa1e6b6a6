/**
 * What a pre-trained encoder is for: a network with a head for a task, learning from labelled scans, and at work on
 * whole volumes (method.md, fine-tuning and evaluation).
 *
 * <p>A {@link dev.pcrl.finetune.Sample} is a {@link dev.pcrl.finetune.Scan} and what is known of it; an
 * {@link dev.pcrl.finetune.ExampleCutter} cuts {@link dev.pcrl.finetune.Example}s from it, which a
 * {@link dev.pcrl.finetune.Learner} learns from; the outcome is a {@link dev.pcrl.finetune.Model}.
 */
package dev.pcrl.finetune;
