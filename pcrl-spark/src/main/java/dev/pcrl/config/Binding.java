package dev.pcrl.config;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pcrl.failure.UsageException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes the records of the overlaid tree. The records' constructors know the rules and name keys as their own section
 * does ({@code minimum-iou must be in (0, 1]: 2.0}); here that becomes the full key with the place where it was given.
 */
final class Binding {
    private final ObjectNode schema;
    private final Map<String, String> places;
    private final String source;

    /** @param source what to blame if no single key is to blame */
    private Binding(ConfigOverlay overlay, String source) {
        this.schema = overlay.schema();
        this.places = overlay.places();
        this.source = source;
    }

    static <T extends Record> T of(ConfigOverlay overlay, Class<T> type, String source) {
        try {
            return ConfigTree.bind(overlay.tree(), type);
        } catch (JsonMappingException e) {
            throw new Binding(overlay, source).refusal(e);
        }
    }

    private UsageException refusal(JsonMappingException failure) {
        Throwable cause = failure;
        while (cause instanceof JsonMappingException) {
            cause = cause.getCause();
        }
        if (!(cause instanceof IllegalArgumentException)) {
            throw new IllegalStateException("the keys and kinds were checked before", failure);
        }
        String path = failure.getPath().stream()
                .map(Reference::getFieldName)
                .filter(Objects::nonNull) // an index of a list
                .collect(Collectors.joining("."));
        String rule = Objects.requireNonNullElse(cause.getMessage(), "not possible");
        String parent = path.contains(".") ? path.substring(0, path.lastIndexOf('.')) : "";
        for (String section : new String[] {path, parent}) { // a word's parser names its key itself
            if (isKey(join(section, firstWord(rule)))) {
                return Refusal.at(place(section, rule), join(section, rule), cause);
            }
        }
        return Refusal.at(place(path, rule), path + ": " + rule, cause);
    }

    /** Where the first key that the rule speaks of was given: a rule may compare a default with a given key. */
    private String place(String section, String rule) {
        Stream<String> named = Arrays.stream(rule.split("[^a-z0-9.-]+")).map(word -> join(section, word));
        Optional<String> place = Stream.concat(named, Stream.of(section))
                .filter(places::containsKey)
                .findFirst();
        return place.map(places::get).orElse(source);
    }

    private boolean isKey(String dotted) {
        return !ConfigTree.find(schema, dotted).isMissingNode();
    }

    private static String firstWord(String rule) {
        return rule.split(" ", 2)[0];
    }

    private static String join(String section, String key) {
        return section.isEmpty() ? key : section + "." + key;
    }
}
