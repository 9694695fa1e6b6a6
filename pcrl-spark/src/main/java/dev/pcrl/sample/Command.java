package dev.pcrl.sample;

import dev.pcrl.failure.UnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program of the machine to its end. */
final class Command {
    private Command() {}

    /**
     * Runs a program and waits for it.
     *
     * @param folder its working folder
     * @param limit how long it may take; it is ended then
     * @param words the program and its arguments
     * @throws UnavailableException if there is no such program, or it fails or takes too long; with its last words
     */
    static void run(Path folder, Duration limit, String... words) {
        String command = String.join(" ", words);
        Path output = folder.resolve(".output");
        try {
            Process process = new ProcessBuilder(words)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(output.toFile())
                    .start();
            await(process, limit, command);
            if (process.exitValue() != 0) {
                throw new UnavailableException(
                        command + " failed with exit code " + process.exitValue() + lastLine(output), null);
            }
        } catch (IOException e) {
            throw new UnavailableException("cannot run " + words[0] + ": is it installed?", e);
        }
    }

    private static void await(Process process, Duration limit, String command) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new UnavailableException(command + " took more than " + limit.toSeconds() + " s", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException(command + " was interrupted", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String lastLine(Path output) throws IOException {
        List<String> lines = new String(Files.readAllBytes(output), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        return lines.isEmpty() ? "" : ": " + lines.get(lines.size() - 1).strip();
    }
}
