package dev.pcrl.encoder;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.network.Parameter;
import dev.pcrl.network.ParameterLayout;
import dev.pcrl.network.ResNet18;
import dev.pcrl.network.ResNetConfig;
import dev.pcrl.store.Store;
import dev.pcrl.view.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * ResNet-18 as torchvision saves it, in safetensors: {@code conv1.weight}, {@code layer2.0.downsample.0.weight}. The
 * last layer, {@code fc}, and the counters of batch norm are passed over. Its width is that of the tensors.
 */
final class TorchvisionResNet {
    private static final String FIRST = "conv1.weight";
    private static final Pattern PASSED_OVER = Pattern.compile("fc\\..*|.*\\.num_batches_tracked");
    private static final Size VIEW = new Size(224, 224, 1);

    private TorchvisionResNet() {}

    /** Whether a file's tensors begin and end like those of one of torchvision's ResNets. */
    static boolean isOne(SafetensorsHeader header) {
        Map<String, SafetensorsHeader.Entry> entries = byName(header);
        return entries.containsKey(FIRST) && entries.containsKey("layer4.0.conv1.weight");
    }

    /**
     * Reads it.
     *
     * @param header of the file
     * @throws BadDataException if a tensor is missing or of another shape, or has no place in a ResNet-18
     */
    static ResNetEncoder read(Store store, Path file, SafetensorsHeader header) {
        Map<String, SafetensorsHeader.Entry> entries = byName(header);
        ResNetConfig shape = shape(file, entries.get(FIRST));
        ParameterLayout layout = ResNet18.layout(shape);
        check(file, entries, layout); // before memory is taken
        Map<String, INDArray> tensors =
                Safetensors.read(store, file, TorchvisionResNet::isWanted).tensors();
        INDArray vector = layout.zeros(DataType.FLOAT);
        for (Parameter parameter : layout.parameters()) {
            layout.view(vector, parameter).assign(tensors.get(parameter.name()));
        }
        return new ResNetEncoder(shape, vector);
    }

    private static Map<String, SafetensorsHeader.Entry> byName(SafetensorsHeader header) {
        Map<String, SafetensorsHeader.Entry> entries = new LinkedHashMap<>();
        header.entries().forEach(entry -> entries.put(entry.name(), entry));
        return entries;
    }

    private static ResNetConfig shape(Path file, SafetensorsHeader.Entry first) {
        try {
            return new ResNetConfig(Math.toIntExact(first.shape().get(0)), VIEW);
        } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
            throw bad(file, FIRST, "shape " + first.shape() + " is that of no ResNet-18", e);
        }
    }

    private static void check(Path file, Map<String, SafetensorsHeader.Entry> entries, ParameterLayout layout) {
        List<String> rest = new ArrayList<>(entries.keySet());
        for (Parameter parameter : layout.parameters()) {
            SafetensorsHeader.Entry entry = entries.get(parameter.name());
            if (entry == null) {
                throw bad(file, parameter.name(), "missing", null);
            }
            if (!entry.shape().equals(parameter.shape())) {
                String why = "shape " + entry.shape() + " where " + parameter.shape() + " is expected";
                throw bad(file, entry.name(), why, null);
            }
            rest.remove(entry.name());
        }
        rest.stream().filter(TorchvisionResNet::isWanted).findFirst().ifPresent(name -> {
            throw bad(file, name, "has no place in a ResNet-18", null);
        });
    }

    private static boolean isWanted(String name) {
        return !PASSED_OVER.matcher(name).matches();
    }

    private static BadDataException bad(Path file, String tensor, String reason, Throwable cause) {
        return new BadDataException(file.toString(), "tensor " + StrictJson.shown(tensor), reason, cause);
    }
}
