/** Volumes to {@link dev.pcrl.view.ViewBundle view bundles}: crops, resizing, and the augmentations of training. */
package dev.pcrl.view;
