package dev.pcrl.config;

import java.io.StringReader;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * YAML text to nodes that know their lines. No objects are made of nodes, whatever their tags say, and aliases are not
 * copied; SnakeYAML bounds their number and the depth of nesting.
 */
final class YamlText {
    private static final int LONGEST_SHOWN = 40;

    private YamlText() {}

    /** The document's root; none if there is nothing but comments. */
    static Optional<Node> inFile(String file, String text) {
        try {
            return compose(text);
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            String place = mark == null ? file : file + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
            throw Refusal.at(place, "not valid YAML: " + e.getProblem(), e);
        } catch (YAMLException e) {
            throw Refusal.at(file, "not valid YAML: " + e.getMessage(), e);
        }
    }

    /** The value of a {@code --set} override. */
    static Optional<Node> inOverride(String place, String text) {
        try {
            return compose(text);
        } catch (MarkedYAMLException e) {
            throw Refusal.at(place, "the value is not valid YAML: " + e.getProblem(), e);
        } catch (YAMLException e) {
            throw Refusal.at(place, "the value is not valid YAML: " + e.getMessage(), e);
        }
    }

    private static Optional<Node> compose(String text) {
        return Optional.ofNullable(new Yaml(new LoaderOptions()).compose(new StringReader(text)));
    }

    /** Line of a node, from 1. */
    static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    /** Whether there is no value: {@code key:}, {@code key: ~}, {@code key: null}. */
    static boolean isNothing(Node node) {
        return node instanceof ScalarNode && Tag.NULL.equals(node.getTag());
    }

    /** What stands there, for a message. */
    static String describe(Node node) {
        if (isNothing(node)) {
            return "nothing";
        }
        if (node instanceof ScalarNode scalar) {
            String shown = '"' + Refusal.shorten(scalar.getValue(), LONGEST_SHOWN) + '"';
            return scalar.isPlain() ? shown : "the quoted text " + shown;
        }
        if (node instanceof SequenceNode) {
            return "a list";
        }
        return node instanceof MappingNode ? "keys and values" : "an alias to what surrounds it";
    }
}
