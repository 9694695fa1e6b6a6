/** The jobs that the command line starts: volumes to view bundles, bundles to a trained encoder. */
package dev.pcrl.job;
