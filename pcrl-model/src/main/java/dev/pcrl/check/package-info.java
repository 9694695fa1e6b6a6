/** The check that this implementation computes what the numerical oracle defines. */
package dev.pcrl.check;
