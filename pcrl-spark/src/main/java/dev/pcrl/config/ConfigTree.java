package dev.pcrl.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.pcrl.finetune.SegmentationLoss;
import dev.pcrl.finetune.Task;
import dev.pcrl.finetune.TaskKind;
import dev.pcrl.network.EncoderKind;
import dev.pcrl.view.CropMode;
import dev.pcrl.view.Size;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A configuration as a tree of keys and values, and back. The tree of the paper's configuration names all keys there
 * are, each with a value of its kind: it is both the defaults and the schema.
 */
final class ConfigTree {
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .addModule(words())
            .build();

    private ConfigTree() {}

    /** A new tree of a configuration, its keys in the order of the records. */
    static ObjectNode of(Record config) {
        return YAML.valueToTree(config);
    }

    /**
     * The configuration of a tree that has all keys.
     *
     * @throws JsonMappingException if a constructor refuses a value: its cause is what the constructor threw
     */
    static <T extends Record> T bind(ObjectNode tree, Class<T> type) throws JsonMappingException {
        try {
            return YAML.treeToValue(tree, type);
        } catch (JsonMappingException e) {
            throw e;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree in memory has no syntax", e);
        }
    }

    static String text(Record config) {
        try {
            return YAML.writeValueAsString(config);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("every configuration can be written", e);
        }
    }

    /** The node of a dotted key, or a missing node. */
    static JsonNode find(ObjectNode tree, String dotted) {
        JsonNode node = tree;
        for (String key : dotted.split("\\.", -1)) {
            node = node.isObject() ? node.path(key) : MissingNode.getInstance();
        }
        return node;
    }

    /** All dotted keys, each section before what is in it. */
    static List<String> keys(ObjectNode tree) {
        List<String> keys = new ArrayList<>();
        tree.fields().forEachRemaining(field -> {
            keys.add(field.getKey());
            if (field.getValue() instanceof ObjectNode section) {
                keys(section).forEach(key -> keys.add(field.getKey() + "." + key));
            }
        });
        return keys;
    }

    /** Values that the file writes as one word. */
    private static SimpleModule words() {
        SimpleModule module = new SimpleModule();
        addWord(module, Size.class, Size::parse);
        addWord(module, CropMode.class, CropMode::parse);
        addWord(module, MethodName.class, MethodName::parse);
        addWord(module, ExchangeName.class, ExchangeName::parse);
        addWord(module, EncoderKind.class, EncoderKind::parse);
        addWord(module, TaskKind.class, TaskKind::parse);
        addWord(module, SegmentationLoss.class, SegmentationLoss::parse);
        addWord(module, Task.TaskClass.class, Task.TaskClass::parse);
        return module;
    }

    private static <T> void addWord(SimpleModule module, Class<T> type, Function<String, T> parse) {
        module.addSerializer(type, new ToStringSerializer(type));
        module.addDeserializer(type, new JsonDeserializer<T>() {
            @Override
            public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
                return parse.apply(parser.getText());
            }
        });
    }
}
