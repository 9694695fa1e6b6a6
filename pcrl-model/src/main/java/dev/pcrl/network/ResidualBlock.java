package dev.pcrl.network;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Residual block (He et al., CVPR 2016, Eq. 1 and 2): {@code y = ReLU(F(x) + S(x))}.
 *
 * @param residual F
 * @param shortcut S; none is the identity
 */
record ResidualBlock(LayerChain residual, Optional<LayerChain> shortcut) implements Section {
    @Override
    public List<LayerChain> chains() {
        return Stream.concat(Stream.of(residual), shortcut.stream()).toList();
    }

    @Override
    public ResidualPass pass(PassBuilder builder) {
        Pass first = builder.next(residual);
        return new ResidualPass(first, shortcut.map(builder::next), builder.memory());
    }
}
