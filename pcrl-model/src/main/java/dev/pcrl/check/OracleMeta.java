package dev.pcrl.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.network.NsUNetConfig;
import dev.pcrl.store.Store;
import dev.pcrl.view.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;

/**
 * What {@code meta.json} of a fixture says.
 *
 * @param config the network
 * @param batch samples N
 * @param local size of a local view
 * @param losses expected losses, of scales 1..S in order
 * @param training the short training run
 */
record OracleMeta(NsUNetConfig config, int batch, Size local, List<Losses> losses, Training training) {
    /** The total loss at a scale and its terms. */
    record Losses(int scale, double total, double restoration, double global, double local) {}

    /** The scale, the learning rate and the total loss of each step. */
    record Training(List<Integer> scales, List<Double> learningRates, List<Double> losses) {
        Training {
            scales = List.copyOf(scales);
            learningRates = List.copyOf(learningRates);
            losses = List.copyOf(losses);
            if (learningRates.size() != scales.size() || losses.size() != scales.size()) {
                throw new IllegalArgumentException("training has not as many scales as learning_rates and losses");
            }
        }
    }

    OracleMeta {
        losses = List.copyOf(losses);
        List<Integer> scales = IntStream.rangeClosed(1, config.scales()).boxed().toList();
        if (!losses.stream().map(Losses::scale).toList().equals(scales)) {
            throw new IllegalArgumentException("losses are not of the scales " + scales);
        }
        if (!scales.containsAll(training.scales())) {
            throw new IllegalArgumentException("training is not of the scales " + scales);
        }
    }

    /** @throws BadDataException if the file is no JSON, or not what the oracle writes */
    static OracleMeta read(Store store, Path file) {
        try {
            return of(new ObjectMapper().readTree(store.readText(file)));
        } catch (JsonProcessingException e) {
            throw new BadDataException(
                    file.toString(), "line " + e.getLocation().getLineNr(), "not JSON: " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) { // its message names the key
            throw new BadDataException(file.toString(), "configuration", e.getMessage(), e);
        }
    }

    private static OracleMeta of(JsonNode meta) {
        NsUNetConfig config = new NsUNetConfig(
                integer(meta, "base"), integer(meta, "scales"), integer(meta, "cap"), 1, size(meta, "size"));
        return new OracleMeta(
                config,
                integer(meta, "batch"),
                size(meta, "local"),
                list(meta, "losses", OracleMeta::losses),
                training(meta.path("training")));
    }

    private static Losses losses(JsonNode node) {
        return new Losses(
                integer(node, "scale"),
                number(node, "total"),
                number(node, "restoration"),
                number(node, "global"),
                number(node, "local"));
    }

    private static Training training(JsonNode node) {
        return new Training(
                list(node, "scales", scale -> integer("scales", scale)),
                list(node, "learning_rates", rate -> number("learning_rates", rate)),
                list(node, "losses", loss -> number("losses", loss)));
    }

    private static Size size(JsonNode meta, String key) {
        List<Integer> extents = list(meta, key, extent -> integer(key, extent));
        if (extents.size() != 3) {
            throw new IllegalArgumentException(key + ": three whole numbers are expected");
        }
        return new Size(extents.get(0), extents.get(1), extents.get(2));
    }

    private static <T> List<T> list(JsonNode node, String key, Function<JsonNode, T> element) {
        JsonNode array = node.path(key);
        if (!array.isArray()) {
            throw new IllegalArgumentException(key + ": a list is expected");
        }
        List<T> values = new ArrayList<>();
        array.forEach(value -> values.add(element.apply(value)));
        return values;
    }

    private static int integer(JsonNode node, String key) {
        return integer(key, node.path(key));
    }

    private static int integer(String key, JsonNode value) {
        if (!value.isInt()) {
            throw new IllegalArgumentException(key + ": a whole number is expected");
        }
        return value.asInt();
    }

    private static double number(JsonNode node, String key) {
        return number(key, node.path(key));
    }

    private static double number(String key, JsonNode value) {
        if (!value.isNumber()) {
            throw new IllegalArgumentException(key + ": a number is expected");
        }
        return value.asDouble();
    }
}
