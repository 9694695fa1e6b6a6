/** Randomness as a value, so that the same seed gives the same bytes on any number of executors and threads. */
package dev.pcrl.random;
