/**
 * A Spark standalone cluster on this machine's loopback, one process for the Master and each Worker: what {@code pcrl
 * cluster} starts and stops.
 */
package dev.pcrl.cluster;
