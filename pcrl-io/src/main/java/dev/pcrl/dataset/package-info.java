/**
 * Published data sets to manifests: a {@link dev.pcrl.dataset.DatasetLayout} finds the cases of one, with the labels
 * and splits of its own lists; a {@link dev.pcrl.dataset.Manifest} names their files, patients, splits and labels in
 * one form for all of them, so that later jobs need not know where data come from.
 *
 * <p>Patients are known by what the path or the set's own list says, never by headers of images. Of the lists only the
 * columns that are named here are read; ages, sexes and all else stays where it is.
 */
package dev.pcrl.dataset;
