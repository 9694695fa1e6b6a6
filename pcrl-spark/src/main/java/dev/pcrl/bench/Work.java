package dev.pcrl.bench;

/** Something whose time is measured. With several threads it is called by all of them at once. */
@FunctionalInterface
public interface Work {
    /** Does it once, and gives what it made, so that no compiler can find the work to be in vain. */
    Object call() throws Exception;
}
