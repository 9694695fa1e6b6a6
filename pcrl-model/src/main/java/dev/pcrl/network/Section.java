package dev.pcrl.network;

import java.util.List;

/** A part of a network with one input and one output. */
sealed interface Section permits LayerChain, ResidualBlock {
    /** Its layers, in the order in which their parameters lie in the vector. */
    List<LayerChain> chains();

    /** A pass over the builder's next parameters. */
    SectionPass pass(PassBuilder builder);
}
