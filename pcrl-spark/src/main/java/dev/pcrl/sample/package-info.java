/**
 * Real medical volumes to try the system on, taken from public packages with the machine's own package clients and
 * checked against pinned checksums; phantoms where those cannot be had. Labelled data sets that are made where they are
 * needed: of phantoms, and of the one real head that has labels. No image is part of this project itself.
 */
package dev.pcrl.sample;
