package dev.pcrl.bench;

import dev.pcrl.network.ConvolutionShape;

/**
 * How long one convolution takes alone, in seconds.
 *
 * @param shape of it
 * @param forward ND4J's operation {@code conv3dnew} or {@code deconv3d}
 * @param backward ND4J's operation for its gradients, {@code conv3dnew_bp} or {@code deconv3d_bp}, which gives that of
 *     the input also where nobody asks
 * @param inputGradient that of the input alone, as a convolution {@code conv3dnew} of the output's gradient; no
 *     operation gives that of the weights alone
 * @param layer forward and backward pass of the network's own layer
 */
record ConvolutionTime(ConvolutionShape shape, double forward, double backward, double inputGradient, double layer) {
    /** Forward and backward by the faster way. */
    double best() {
        return Math.min(forward + backward, layer);
    }

    double forwardRate() {
        return shape.forwardOperations() / forward / 1e9;
    }

    double backwardRate() {
        return shape.backwardOperations() / backward / 1e9;
    }

    double inputGradientRate() {
        return shape.forwardOperations() / inputGradient / 1e9;
    }

    double bestRate() {
        return (shape.forwardOperations() + shape.backwardOperations()) / best() / 1e9;
    }
}
