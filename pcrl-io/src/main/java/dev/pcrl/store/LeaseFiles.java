package dev.pcrl.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/** The files {@code lease-N.json} of a directory. */
final class LeaseFiles {
    private static final Pattern NAME = Pattern.compile("lease-(\\d{1,18})\\.json");
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    private final Store store;
    private final Path directory;

    LeaseFiles(Store store, Path directory) {
        this.store = store;
        this.directory = directory;
    }

    /** Whether a file is one of them. */
    static boolean isOne(Path file) {
        return NAME.matcher(file.getName()).matches();
    }

    Path directory() {
        return directory;
    }

    /** The largest number. */
    OptionalLong newest() {
        return numbers().stream().mapToLong(Long::longValue).max();
    }

    /** The file as it is now. */
    Optional<String> text(long number) {
        return store.findText(file(number));
    }

    /** Who a file's text says holds the lease; nobody if it is just being written. */
    static Optional<LeaseHolder> holder(String text) {
        try {
            return Optional.of(MAPPER.readValue(text, LeaseHolder.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** Makes a file that is not there; whether this call did. */
    boolean create(long number, LeaseHolder holder) {
        return store.createText(file(number), json(holder));
    }

    void replace(long number, LeaseHolder holder) {
        store.writeText(file(number), json(holder));
    }

    void delete(long number) {
        store.delete(file(number));
    }

    void deleteBelow(long number) {
        numbers().stream().filter(older -> older < number).forEach(this::delete);
    }

    private List<Long> numbers() {
        return store.children(directory).stream()
                .map(file -> NAME.matcher(file.getName()))
                .filter(Matcher::matches)
                .map(name -> Long.valueOf(name.group(1)))
                .toList();
    }

    private Path file(long number) {
        return new Path(directory, "lease-" + number + ".json");
    }

    private static String json(LeaseHolder holder) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(holder) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
