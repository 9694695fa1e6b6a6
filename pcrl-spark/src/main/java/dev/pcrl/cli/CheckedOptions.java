package dev.pcrl.cli;

import dev.pcrl.failure.UsageException;
import java.util.function.Supplier;

/** Values of options whose rules another class knows. */
final class CheckedOptions {
    private CheckedOptions() {}

    /**
     * What is made of options.
     *
     * @param made refuses a value in a message that begins with the option's name, without its dashes
     */
    static <T> T of(Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw new UsageException("--" + e.getMessage(), e);
        }
    }
}
