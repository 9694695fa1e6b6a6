/** How the workers of a round share gradients: a ring of TCP connections, sums over it, and threshold encoding. */
package dev.pcrl.exchange;
