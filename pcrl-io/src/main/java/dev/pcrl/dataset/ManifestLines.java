package dev.pcrl.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.store.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;

/**
 * Manifests as files: JSON, one record a line, {@code record} telling which: first the header, then the entries. Equal
 * manifests have equal bytes.
 */
public final class ManifestLines {
    private static final String RECORD = "record";
    private static final String HEADER = "header";
    private static final String ENTRY = "entry";

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private ManifestLines() {}

    /** Writes a manifest, whole or not at all. */
    public static void write(Manifest manifest, Store store, Path file) {
        store.write(file, out -> {
            writeLine(out, HEADER, manifest.header());
            for (ManifestEntry entry : manifest.entries()) {
                writeLine(out, ENTRY, entry);
            }
        });
    }

    private static void writeLine(OutputStream out, String record, Object value) throws IOException {
        ObjectNode line = MAPPER.createObjectNode().put(RECORD, record);
        line.setAll((ObjectNode) MAPPER.valueToTree(value));
        out.write(MAPPER.writeValueAsBytes(line));
        out.write('\n');
    }

    /**
     * Reads a manifest.
     *
     * @throws BadDataException if the file is none; names the line
     */
    public static Manifest read(Store store, Path file) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(store.open(file), StandardCharsets.UTF_8))) {
            String first = in.readLine();
            if (first == null) {
                throw new BadDataException(file.toString(), "line 1", "empty: not a manifest");
            }
            ManifestHeader header = parse(first, HEADER, ManifestHeader.class, file, 1);
            List<ManifestEntry> entries = new ArrayList<>();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                entries.add(parse(line, ENTRY, ManifestEntry.class, file, entries.size() + 2));
            }
            return whole(header, entries, file);
        } catch (IOException e) {
            throw Store.unreadable(file, e);
        }
    }

    private static Manifest whole(ManifestHeader header, List<ManifestEntry> entries, Path file) {
        try {
            return new Manifest(header, entries);
        } catch (IllegalArgumentException e) {
            throw new BadDataException(file.toString(), "entries", e.getMessage(), e);
        }
    }

    private static <T> T parse(String text, String record, Class<T> type, Path file, int line) {
        String place = "line " + line;
        try {
            if (!(MAPPER.readTree(text) instanceof ObjectNode node)
                    || !record.equals(node.path(RECORD).textValue())) {
                throw new BadDataException(file.toString(), place, "not the " + record + " of a manifest");
            }
            return MAPPER.treeToValue(node.without(RECORD), type);
        } catch (JsonProcessingException e) {
            throw new BadDataException(
                    file.toString(),
                    place,
                    "not what PCRL wrote: "
                            + e.getOriginalMessage().lines().findFirst().orElse(""),
                    e);
        }
    }
}
