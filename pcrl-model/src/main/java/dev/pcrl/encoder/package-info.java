/**
 * Trained encoders as files that other programs load: safetensors with PyTorch's names and layouts, Deeplearning4j zip.
 */
package dev.pcrl.encoder;
