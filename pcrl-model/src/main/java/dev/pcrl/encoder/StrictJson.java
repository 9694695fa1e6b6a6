package dev.pcrl.encoder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pcrl.failure.BadDataException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;

/**
 * JSON of unknown origin: one object in UTF-8, no name twice, nothing behind it. What Jackson would let pass (the last
 * of two equal names wins, bytes that are no UTF-8 become question marks) two readers could take for two things.
 */
final class StrictJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final int LONGEST_SHOWN = 120;

    private StrictJson() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static byte[] bytes(ObjectNode object) {
        try {
            return MAPPER.writeValueAsBytes(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is always written", e);
        }
    }

    static String pretty(ObjectNode object) {
        return object.toPrettyString();
    }

    /**
     * The object that these bytes are.
     *
     * @param place where in the file they stand, for the message
     * @throws BadDataException if they are anything else
     */
    static ObjectNode parse(Path file, String place, byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (MAPPER.readTree(text) instanceof ObjectNode object) {
                return object;
            }
            throw new BadDataException(file.toString(), place, "not a JSON object");
        } catch (CharacterCodingException e) {
            throw new BadDataException(file.toString(), place, "not UTF-8", e);
        } catch (JsonProcessingException e) {
            throw new BadDataException(file.toString(), place, "not JSON", e);
        }
    }

    /** A text of unknown origin as a message may show it: on one line, and not all of a long one. */
    static String shown(String text) {
        String start = text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
        return start.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    }

    /**
     * An object of strings as a map.
     *
     * @throws BadDataException if a value is anything else
     */
    static SortedMap<String, String> strings(Path file, JsonNode object) {
        SortedMap<String, String> strings = new TreeMap<>();
        for (Iterator<Map.Entry<String, JsonNode>> fields = object.fields(); fields.hasNext(); ) {
            Map.Entry<String, JsonNode> field = fields.next();
            if (!field.getValue().isTextual()) {
                throw new BadDataException(
                        file.toString(), "metadata key " + shown(field.getKey()), "a string is expected as value");
            }
            strings.put(field.getKey(), field.getValue().textValue());
        }
        return Collections.unmodifiableSortedMap(strings);
    }
}
