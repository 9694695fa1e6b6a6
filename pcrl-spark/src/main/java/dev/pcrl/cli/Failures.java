package dev.pcrl.cli;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.failure.Category;
import dev.pcrl.failure.PcrlException;
import dev.pcrl.shard.ShardDamage;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;

/** Failures to one line and an exit code. */
final class Failures {
    private Failures() {}

    /** Tells a failure and gives its exit code. */
    static int tell(Throwable failure, PrintWriter err, boolean debug) {
        if (debug) {
            failure.printStackTrace(err);
        }
        Throwable last = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PcrlException told) { // perhaps from an executor, wrapped by Spark
                err.println("pcrl: " + told.getMessage());
                return told.category().exitCode();
            }
            if (cause instanceof OutOfMemoryError) {
                err.println("pcrl: out of memory (" + cause.getMessage()
                        + "): give more, or make batches or views smaller");
                return Category.RETRYABLE.exitCode();
            }
            last = cause;
        }
        Optional<BadDataException> damage = ShardDamage.of(failure);
        if (damage.isPresent()) {
            err.println("pcrl: " + damage.get().getMessage());
            return damage.get().category().exitCode();
        }
        if (last instanceof IOException) { // a full disk, a connection that broke
            err.println("pcrl: " + last.getMessage());
            return Category.RETRYABLE.exitCode();
        }
        if (String.valueOf(failure.getMessage()).contains("stopped SparkContext")) { // by a signal
            err.println("pcrl: stopped from outside: the same command goes on from the newest checkpoint");
            return Category.RETRYABLE.exitCode();
        }
        String line = failure.toString().lines().findFirst().orElse("");
        err.println("pcrl: this is a bug: " + line + (debug ? "" : " (add --debug to see where)"));
        return Category.BUG.exitCode();
    }
}
