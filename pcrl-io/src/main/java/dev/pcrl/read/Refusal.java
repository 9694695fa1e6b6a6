package dev.pcrl.read;

import dev.pcrl.failure.BadDataException;

/** How a reader tells the fault of one place in a file. */
@FunctionalInterface
interface Refusal {
    BadDataException because(String reason);
}
