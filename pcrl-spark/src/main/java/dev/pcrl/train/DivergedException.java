package dev.pcrl.train;

import dev.pcrl.failure.Category;
import dev.pcrl.failure.PcrlException;

/** A loss or weights that are no numbers any more, or a loss that exploded. */
final class DivergedException extends PcrlException {
    private static final long serialVersionUID = 1;

    DivergedException(String message) {
        super(Category.USAGE, message, null);
    }
}
