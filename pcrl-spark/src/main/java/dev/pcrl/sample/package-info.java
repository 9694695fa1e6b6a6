/**
 * Real medical volumes to try the system on, taken from public packages with the machine's own package clients and
 * checked against pinned checksums; phantoms where those cannot be had, and as a labelled data set of their own. No
 * image is part of this project itself.
 */
package dev.pcrl.sample;
