package dev.pcrl.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.FloatNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * A single value of the kind that its key expects. The kind comes from the key, never from the look of the value: so
 * YAML 1.1's surprises ({@code 010} is 8, {@code 1:30} is 90, {@code no} is false) are refused instead of believed.
 */
final class ScalarValue {
    private static final Pattern WHOLE = Pattern.compile("[-+]?(0|[1-9][0-9]*)");
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?((0|[1-9][0-9]*)(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]+)?");

    private ScalarValue() {}

    /**
     * @param like a value of the expected kind
     * @throws dev.pcrl.failure.UsageException if the node is of another kind
     */
    static JsonNode of(Node node, JsonNode like, String place, String key) {
        return parse(node, like)
                .orElseThrow(() -> Refusal.at(
                        place, key + ": " + kind(node, like) + " is expected, not " + YamlText.describe(node)));
    }

    private static Optional<JsonNode> parse(Node node, JsonNode like) {
        if (!(node instanceof ScalarNode scalar) || YamlText.isNothing(node)) {
            return Optional.empty();
        }
        String text = scalar.getValue();
        if (like.isTextual()) {
            return Optional.of(TextNode.valueOf(text));
        }
        if (!scalar.isPlain()) {
            return Optional.empty();
        }
        if (like.isBoolean()) {
            return text.equals("true") || text.equals("false")
                    ? Optional.of(BooleanNode.valueOf(text.equals("true")))
                    : Optional.empty();
        }
        return like.isIntegralNumber() ? whole(text, like) : number(text, like);
    }

    private static Optional<JsonNode> whole(String text, JsonNode like) {
        if (!WHOLE.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    like.isInt() ? IntNode.valueOf(Integer.parseInt(text)) : LongNode.valueOf(Long.parseLong(text)));
        } catch (NumberFormatException e) { // the only reason left: too many digits
            return Optional.empty();
        }
    }

    private static Optional<JsonNode> number(String text, JsonNode like) {
        if (!NUMBER.matcher(text).matches()) {
            return Optional.empty();
        }
        JsonNode number = like.isFloat()
                ? FloatNode.valueOf(Float.parseFloat(text))
                : DoubleNode.valueOf(Double.parseDouble(text));
        return Double.isFinite(number.doubleValue()) ? Optional.of(number) : Optional.empty();
    }

    private static String kind(Node node, JsonNode like) {
        String text = node instanceof ScalarNode scalar && scalar.isPlain() ? scalar.getValue() : "";
        if (like.isIntegralNumber()) {
            boolean tooLong = WHOLE.matcher(text).matches();
            return tooLong ? "a whole number of " + (like.isInt() ? 32 : 64) + " bits" : "a whole number";
        }
        if (like.isNumber()) {
            return NUMBER.matcher(text).matches() ? "a smaller number" : "a number";
        }
        return like.isBoolean() ? "true or false" : "a word such as " + like.asText();
    }
}
