/** The terms of the pre-training loss (Eq. 2 to 10) with their gradients. */
package dev.pcrl.loss;
