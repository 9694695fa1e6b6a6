package dev.pcrl.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pcrl.failure.UsageException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A configuration with the user's values laid over it. Remembers where each of them was given. */
final class ConfigOverlay {
    private final ObjectNode schema;
    private final ObjectNode tree;
    private final Map<String, String> places = new HashMap<>(); // dotted key -> where it was given last

    /** @param defaults a configuration: its values, and by its keys and kinds the schema */
    ConfigOverlay(Record defaults) {
        this.schema = ConfigTree.of(defaults);
        this.tree = schema.deepCopy();
    }

    /** All keys with the values they have now. */
    ObjectNode tree() {
        return tree;
    }

    /** All keys there are, with values of their kinds. */
    ObjectNode schema() {
        return schema;
    }

    /** Dotted keys that were given, and where. */
    Map<String, String> places() {
        return places;
    }

    /** Lays the values of a file over those that are there. */
    void addFile(String file, Node root) {
        Function<Node, String> placeOf = node -> file + ":" + YamlText.line(node);
        if (YamlText.isNothing(root)) {
            return;
        }
        if (!(root instanceof MappingNode keys)) {
            throw Refusal.at(placeOf.apply(root), "keys and values are expected, not " + YamlText.describe(root));
        }
        addSection("", keys, schema, tree, placeOf);
    }

    /** Lays one value over what is there, as in {@code --set training.batch-size=4}. */
    void addOverride(String assignment) {
        String place = "--set " + Refusal.shorten(assignment, 80);
        int equals = assignment.indexOf('=');
        if (equals < 1) {
            throw Refusal.at(place, "key=value is expected, such as training.batch-size=4");
        }
        String key = assignment.substring(0, equals).strip();
        JsonNode like = ConfigTree.find(schema, key);
        if (like.isMissingNode()) {
            throw unknown(place, key);
        }
        Node value = YamlText.inOverride(place, assignment.substring(equals + 1))
                .orElseThrow(() -> Refusal.at(place, key + ": a value is expected after the ="));
        String section = key.contains(".") ? key.substring(0, key.lastIndexOf('.')) : "";
        ObjectNode into = section.isEmpty() ? tree : (ObjectNode) ConfigTree.find(tree, section);
        places.put(key, place);
        String name = section.isEmpty() ? key : key.substring(section.length() + 1);
        into.set(name, value(key, value, like, into.get(name), place, node -> place));
    }

    private void addSection(
            String section, MappingNode node, ObjectNode likes, ObjectNode into, Function<Node, String> placeOf) {
        Map<String, String> seen = new HashMap<>();
        for (NodeTuple entry : node.getValue()) {
            String place = placeOf.apply(entry.getKeyNode());
            if (!(entry.getKeyNode() instanceof ScalarNode word)) {
                throw Refusal.at(place, "a key is expected, not " + YamlText.describe(entry.getKeyNode()));
            }
            String name = word.getValue();
            String key = section.isEmpty() ? name : section + "." + name;
            if (!likes.has(name)) {
                throw unknown(place, key);
            }
            String before = seen.put(name, place);
            if (before != null) {
                throw Refusal.at(place, key + ": given before, at " + before);
            }
            places.put(key, place);
            into.set(name, value(key, entry.getValueNode(), likes.get(name), into.get(name), place, placeOf));
        }
    }

    private JsonNode value(
            String key, Node node, JsonNode like, JsonNode now, String place, Function<Node, String> placeOf) {
        if (like instanceof ObjectNode likes) {
            if (node instanceof MappingNode keys) {
                addSection(key, keys, likes, (ObjectNode) now, placeOf);
            } else if (!YamlText.isNothing(node)) { // a section whose keys are all commented out is fine
                throw Refusal.at(place, key + ": a section is expected, not " + YamlText.describe(node));
            }
            return now;
        }
        return like instanceof ArrayNode list
                ? list(key, node, list.get(0), place, placeOf)
                : ScalarValue.of(node, like, place, key);
    }

    private static ArrayNode list(String key, Node node, JsonNode like, String place, Function<Node, String> placeOf) {
        if (!(node instanceof SequenceNode items)) {
            throw Refusal.at(
                    place,
                    key + ": a list is expected, such as [" + like.asText() + "], not " + YamlText.describe(node));
        }
        ArrayNode values = JsonNodeFactory.instance.arrayNode();
        for (Node item : items.getValue()) {
            values.add(ScalarValue.of(item, like, placeOf.apply(item), key + "[" + values.size() + "]"));
        }
        return values;
    }

    private UsageException unknown(String place, String key) {
        if (!ConfigTree.find(schema, key).isMissingNode()) { // found by its dots, but not as one word
            int dot = key.lastIndexOf('.');
            return Refusal.at(
                    place,
                    key + ": dotted keys are for --set; in a file write " + key.substring(dot + 1) + ": below "
                            + key.substring(0, dot) + ":");
        }
        return Refusal.at(
                place,
                key + ": unknown key"
                        + NearestKey.of(key, ConfigTree.keys(schema))
                                .map(nearest -> "; did you mean " + nearest + "?")
                                .orElseGet(() -> "; known ones are " + siblings(key)));
    }

    /** The keys of the section that a key was looked for in, or of the whole file. */
    private String siblings(String key) {
        int dot = key.lastIndexOf('.');
        JsonNode section = dot < 0 ? schema : ConfigTree.find(schema, key.substring(0, dot));
        ObjectNode known = section instanceof ObjectNode found ? found : schema;
        return String.join(", ", (Iterable<String>) known::fieldNames);
    }
}
