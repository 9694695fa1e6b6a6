package dev.pcrl.store;

import java.io.IOException;
import java.io.OutputStream;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Writing under a hidden name beside a file first. */
final class TemporaryFile {
    private static final Pattern NAME = Pattern.compile("\\..+\\.[0-9a-f-]{36}\\.tmp");

    private TemporaryFile() {}

    /** Whether a file is one: being written, or left by a process that was killed. */
    static boolean isOne(Path file) {
        return NAME.matcher(file.getName()).matches();
    }

    /** Puts the temporary file in its place. */
    @FunctionalInterface
    interface Move {
        void from(Path temporary) throws IOException;
    }

    /** Writes a temporary file and moves it; nothing of it is left, whatever fails. */
    static void write(FileSystem files, Path file, Store.Writer content, Move move) throws IOException {
        Path temporary = new Path(file.getParent(), "." + file.getName() + "." + UUID.randomUUID() + ".tmp");
        try {
            try (OutputStream out = files.create(temporary, true)) {
                content.writeTo(out);
            }
            move.from(temporary);
        } finally {
            files.delete(temporary, false);
        }
    }
}
