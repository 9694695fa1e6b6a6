package dev.pcrl.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a Master or Worker writes: nowhere else it says which ports it was given. */
record DaemonLog(Path file) {
    private static final Pattern MASTER_URL = Pattern.compile("Starting Spark master at (spark://\\S+)");
    private static final Pattern WEB_UI = Pattern.compile("Bound \\w+WebUI to .* started at (http://\\S+)");

    /** Where jobs are submitted, once a Master has said so. */
    Optional<String> masterUrl() {
        return said(MASTER_URL);
    }

    /** Its web page, once that is there. */
    Optional<String> webUi() {
        return said(WEB_UI);
    }

    /** Nothing, if it has written nothing. */
    String lastLine() {
        return text().lines()
                .filter(line -> !line.isBlank())
                .reduce("", (earlier, later) -> later)
                .strip();
    }

    private Optional<String> said(Pattern words) {
        Matcher matcher = words.matcher(text());
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private String text() {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8); // it may end within a character
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
