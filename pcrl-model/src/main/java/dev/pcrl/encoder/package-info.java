/**
 * Trained encoders as values, as files that other programs load (safetensors with PyTorch's names and layouts,
 * Deeplearning4j zip), and at work on whole volumes.
 */
package dev.pcrl.encoder;
