/** How fast parts of the system are on this machine: what {@code pcrl bench} measures, and how. */
package dev.pcrl.bench;
