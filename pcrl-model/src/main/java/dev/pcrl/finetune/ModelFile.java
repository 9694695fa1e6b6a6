package dev.pcrl.finetune;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pcrl.dicom.SeriesSettings;
import dev.pcrl.encoder.Safetensors;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.network.EncoderShape;
import dev.pcrl.network.NsUNetConfig;
import dev.pcrl.network.Parameter;
import dev.pcrl.network.ParameterLayout;
import dev.pcrl.network.ResNetConfig;
import dev.pcrl.store.Store;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Models as safetensors files: tensors with PyTorch's names and layouts, and the description as JSON among the
 * metadata.
 */
public final class ModelFile {
    private static final String FORMAT = "pcrl-format";
    private static final String MODEL = "pcrl-model";
    private static final String VERSION = "pcrl-format-version";
    private static final String DESCRIPTION = "description";
    private static final String SERIES = "series";
    private static final String OVERLAP = "overlap";
    private static final double OVERLAP_BEFORE = 0.5; // what was used whatever the configuration said

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .addMixIn(EncoderShape.class, OfEncoders.class)
            .build();

    /** The first models were all of one kind, and did not name it. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind", defaultImpl = NsUNetConfig.class)
    @JsonSubTypes({
        @JsonSubTypes.Type(value = NsUNetConfig.class, name = "nsunet-3d"),
        @JsonSubTypes.Type(value = ResNetConfig.class, name = "resnet-18")
    })
    private interface OfEncoders {}

    private ModelFile() {}

    /** Writes a model, the whole file or none. */
    public static void write(Model model, Store store, Path file) {
        ParameterLayout layout = model.description().toNetwork().layout();
        INDArray vector = model.parameters();
        Map<String, INDArray> tensors = new LinkedHashMap<>();
        layout.parameters().forEach(parameter -> tensors.put(parameter.name(), layout.view(vector, parameter)));
        new Safetensors(tensors, metadata(model.description())).write(store, file);
    }

    private static Map<String, String> metadata(ModelDescription description) {
        try {
            return Map.of(
                    "format", "pt", FORMAT, MODEL, VERSION, "1", DESCRIPTION, MAPPER.writeValueAsString(description));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record is always written", e);
        }
    }

    /** Whether a safetensors file with these metadata is a model. */
    static boolean isOne(Map<String, String> metadata) {
        return MODEL.equals(metadata.get(FORMAT));
    }

    /**
     * Reads a model.
     *
     * @throws BadDataException if it is none, or damaged
     */
    public static Model read(Store store, Path file) {
        Safetensors content = Safetensors.read(store, file);
        if (!isOne(content.metadata())) {
            throw new BadDataException(file.toString(), "metadata", "not a model that `pcrl finetune` wrote");
        }
        ModelDescription description = description(file, content.metadata());
        ParameterLayout layout = description.toNetwork().layout();
        INDArray vector = layout.zeros(DataType.FLOAT);
        for (Parameter parameter : layout.parameters()) {
            INDArray tensor = content.tensors().get(parameter.name());
            if (tensor == null || tensor.length() != parameter.length()) {
                throw new BadDataException(file.toString(), "tensor " + parameter.name(), "missing or of another size");
            }
            layout.view(vector, parameter).assign(tensor);
        }
        return new Model(description, vector);
    }

    private static ModelDescription description(Path file, Map<String, String> metadata) {
        if (!"1".equals(metadata.get(VERSION))) {
            throw new BadDataException(
                    file.toString(), "metadata key " + VERSION, "is " + metadata.get(VERSION) + "; this PCRL reads 1");
        }
        try {
            ObjectNode fields = MAPPER.readValue(metadata.getOrDefault(DESCRIPTION, ""), ObjectNode.class);
            if (!fields.has(SERIES)) { // the first models did not tell
                fields.set(SERIES, MAPPER.valueToTree(SeriesSettings.STRICT));
            }
            if (!fields.has(OVERLAP)) {
                fields.put(OVERLAP, OVERLAP_BEFORE);
            }
            return MAPPER.treeToValue(fields, ModelDescription.class);
        } catch (JsonProcessingException e) {
            String reason = e.getOriginalMessage().lines().findFirst().orElse("");
            throw new BadDataException(file.toString(), "metadata key " + DESCRIPTION, "not a model's: " + reason, e);
        }
    }
}
