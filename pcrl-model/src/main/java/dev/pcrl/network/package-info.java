/**
 * nsUNet, ResNet-18 for 2D images, and their heads as Deeplearning4j ComputationGraphs over slices of one flat
 * parameter vector.
 */
package dev.pcrl.network;
