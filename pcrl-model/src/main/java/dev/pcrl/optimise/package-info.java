/** The paper's optimiser on flat vectors. */
package dev.pcrl.optimise;
