package dev.pcrl.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** A script that was started, in a process of its own; what it started ends with it when it is closed. */
public final class ScriptRun implements AutoCloseable {
    /** For virtual machines that end before what the second compiler makes would pay. */
    public static final String SHORT_LIFE = "-XX:TieredStopAtLevel=1";

    private final Process process;
    private final Path output;

    private ScriptRun(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts a script.
     *
     * @param folder for the file of what it writes, to either stream
     */
    public static ScriptRun start(Path folder, List<String> command) throws IOException {
        Path output = Files.createTempFile(folder, "output-", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JDK_JAVA_OPTIONS", SHORT_LIFE); // of all that it starts, too
        return new ScriptRun(builder.start(), output);
    }

    public ProcessHandle process() {
        return process.toHandle();
    }

    /** What it has written so far. */
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits until there is a file or folder.
     *
     * @throws AssertionError if the script ends before, or it takes longer
     */
    public void awaitFile(Path file, int seconds) {
        await(() -> Files.exists(file), "made no " + file, seconds);
    }

    /**
     * Waits until it has written what is asked for.
     *
     * @throws AssertionError if it ends before, or it takes longer
     */
    public void awaitOutput(Predicate<String> wanted, int seconds) {
        await(() -> wanted.test(output()), "did not tell what was waited for", seconds);
    }

    private void await(BooleanSupplier condition, String otherwise, int seconds) {
        Deadline.in(Duration.ofSeconds(seconds)).reached(() -> condition.getAsBoolean() || !process.isAlive());
        if (!condition.getAsBoolean()) {
            throw new AssertionError(otherwise + ", and wrote:\n" + output());
        }
    }

    /**
     * Waits for its end and gives its exit code.
     *
     * @throws AssertionError if it takes longer
     */
    public int exitCode(int seconds) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new AssertionError("runs for more than " + seconds + " s, and wrote:\n" + output());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        Processes.end(List.of(process.toHandle()));
    }
}
