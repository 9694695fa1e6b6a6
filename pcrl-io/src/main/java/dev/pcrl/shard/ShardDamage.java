package dev.pcrl.shard;

import com.github.luben.zstd.ZstdIOException;
import dev.pcrl.failure.BadDataException;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkException;

/**
 * Tells from what a Spark job threw whether a damaged shard is why. Parquet has no exception class for that: whatever
 * goes wrong while a file is read is damage, unless it is the store's failure or the virtual machine's.
 */
public final class ShardDamage {
    /** As Spark names the file that one of its tasks could not read: a URI. */
    private static final Pattern READING = Pattern.compile("reading file (\\S+?)\\.(?: Details|\\s|$)");

    private static final String PARQUET = "org.apache.parquet.";

    private ShardDamage() {}

    /**
     * The damaged shard that a job failed at, if that is why it failed.
     *
     * @param failure what the action threw
     */
    public static Optional<BadDataException> of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Matcher reading = READING.matcher(String.valueOf(cause.getMessage()));
            if (reading.find()) {
                return of(new Path(URI.create(reading.group(1))), failure);
            }
        }
        return Optional.empty();
    }

    /** The same for a job that read nothing but one file. */
    static Optional<BadDataException> of(Path file, Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (!isDamage(root)) {
            return Optional.empty();
        }
        String reason = root.getMessage() == null
                ? root.getClass().getSimpleName()
                : root.getMessage().lines().findFirst().orElse("");
        return Optional.of(new BadDataException(file.toString(), "content", "damaged: " + reason, failure));
    }

    private static boolean isDamage(Throwable root) {
        if (root instanceof IOException) { // the store's, unless it is about the bytes that came
            StackTraceElement[] trace = root.getStackTrace();
            return root instanceof ChecksumException
                    || root instanceof ZstdIOException
                    || (trace.length > 0 && trace[0].getClassName().startsWith(PARQUET));
        }
        return root instanceof Exception && !(root instanceof InterruptedException || root instanceof SparkException);
    }
}
