package dev.pcrl.encoder;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.network.NsUNet;
import dev.pcrl.network.NsUNetConfig;
import dev.pcrl.network.Parameter;
import dev.pcrl.network.ParameterLayout;
import dev.pcrl.store.Store;
import dev.pcrl.view.IntensitySettings;
import dev.pcrl.view.Size;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The 3D encoder that the paper's authors released for PyTorch, saved as safetensors.
 * {@code down_tr64.ops.0.conv1.weight} there is {@code encoder.0.block0.conv.weight} here, {@code down_tr128} the level
 * below, and so on; all else in the file, decoder and heads, is passed over. Shape and depth are those of the tensors;
 * views and intensities are the paper's.
 */
final class ReleasedEncoder {
    private static final Pattern NAME = Pattern.compile("(?:module\\.)?down_tr(64|128|256|512)\\.ops\\.([01])"
            + "\\.(conv|bn)1\\.(weight|bias|running_mean|running_var)");
    private static final Size LOCAL_VIEW = Size.cube(16);

    private ReleasedEncoder() {}

    static boolean isOne(SafetensorsHeader header) {
        return header.entries().stream()
                .anyMatch(entry -> NAME.matcher(entry.name()).matches());
    }

    /**
     * Reads it.
     *
     * @throws BadDataException if a tensor is missing or does not fit the others
     */
    static Encoder read(Store store, Path file) {
        Map<String, INDArray> tensors = new TreeMap<>();
        Safetensors.read(store, file, name -> NAME.matcher(name).matches())
                .tensors()
                .forEach((name, tensor) -> tensors.put(name.replaceFirst("^module\\.", ""), tensor));
        NsUNetConfig config = config(file, tensors);
        ParameterLayout layout = NsUNet.encoderLayout(config);
        INDArray vector = layout.zeros(DataType.FLOAT);
        for (Parameter parameter : layout.parameters()) {
            long[] shape = parameter.shape().stream().mapToLong(Long::longValue).toArray();
            layout.view(vector, parameter).assign(tensor(file, tensors, parameter.name(), shape));
        }
        return new Encoder(
                config,
                LOCAL_VIEW,
                IntensitySettings.paper(),
                Map.of("source", "PCRLv2 as released for PyTorch, " + file.getName()),
                vector);
    }

    /** What the release calls a tensor of ours: {@code encoder.1.block0.bn.bias}. */
    private static String theirs(String name) {
        String[] parts = name.split("\\.", 5);
        int level = Integer.parseInt(parts[1]);
        return "down_tr" + (64 << level) + ".ops." + parts[2].substring("block".length()) + "." + parts[3] + "1."
                + parts[4];
    }

    private static NsUNetConfig config(Path file, Map<String, INDArray> tensors) {
        int scales = 0;
        while (tensors.containsKey(theirs(convolution(scales + 1, 0)))) {
            scales++;
        }
        INDArray first = tensor(file, tensors, convolution(0, 0));
        INDArray last = tensor(file, tensors, convolution(scales, 1));
        try {
            return new NsUNetConfig(
                    (int) first.size(0), scales, (int) last.size(0), (int) first.size(1), new Size(64, 64, 32));
        } catch (IllegalArgumentException e) {
            throw new BadDataException(file.toString(), "tensors", "no PCRLv2 encoder: " + e.getMessage(), e);
        }
    }

    private static String convolution(int level, int block) {
        return "encoder." + level + ".block" + block + ".conv.weight";
    }

    private static INDArray tensor(Path file, Map<String, INDArray> tensors, String ours, long... shape) {
        String name = theirs(ours);
        INDArray tensor = tensors.get(name);
        if (tensor == null) {
            throw bad(file, name, "missing");
        }
        if (shape.length == 0 ? tensor.rank() != 5 : !Arrays.equals(tensor.shape(), shape)) {
            List<Long> found = Arrays.stream(tensor.shape()).boxed().toList();
            throw bad(file, name, "shape " + found + " does not fit the other tensors");
        }
        return tensor;
    }

    private static BadDataException bad(Path file, String name, String reason) {
        return new BadDataException(file.toString(), "tensor " + name, reason);
    }
}
