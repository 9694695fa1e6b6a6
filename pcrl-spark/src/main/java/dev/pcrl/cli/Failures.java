package dev.pcrl.cli;

import dev.pcrl.failure.Category;
import dev.pcrl.job.FailureReason;
import java.io.PrintWriter;

/** Failures to one line and an exit code. */
final class Failures {
    private Failures() {}

    /** Tells a failure and gives its exit code. */
    static int tell(Throwable failure, PrintWriter err, boolean debug) {
        if (debug) {
            failure.printStackTrace(err);
        }
        FailureReason reason = FailureReason.of(failure);
        boolean isPuzzling = reason.category() == Category.BUG && !debug;
        err.println("pcrl: " + reason.line() + (isPuzzling ? " (add --debug to see where)" : ""));
        return reason.category().exitCode();
    }
}
