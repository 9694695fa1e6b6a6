/**
 * Images as values: {@link dev.pcrl.volume.Volume voxels} with their {@link dev.pcrl.volume.Geometry place in the
 * patient}. Knows neither files nor Spark nor ND4J.
 */
package dev.pcrl.volume;
