/** nsUNet and its heads as Deeplearning4j ComputationGraphs over slices of one flat parameter vector. */
package dev.pcrl.network;
