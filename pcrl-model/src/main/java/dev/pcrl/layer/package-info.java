/**
 * What Deeplearning4j lacks or does slowly: rank-5 batch norm, convolutions whose backward pass does not repeat the
 * forward one, transposed convolution, trilinear resizing. Each layer is a configuration with its forward and backward
 * pass beside it.
 *
 * <p>Images are [N, D, H, W, C] with D = x, H = y, W = z of the view and channels last, the layout that oneDNN
 * convolves fastest. A 2D image is one of depth 1, rows before columns. Weights lie in PyTorch's layouts, so that a
 * slice of the parameter vector is a tensor of the exported file.
 */
package dev.pcrl.layer;
