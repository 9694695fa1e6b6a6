package dev.pcrl.encoder;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.network.NsUNet;
import dev.pcrl.network.Parameter;
import dev.pcrl.network.ParameterLayout;
import dev.pcrl.store.Store;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Encoders as safetensors: PyTorch's names ({@code encoder.0.block0.conv.weight}, {@code ...bn.running_mean}) and
 * layouts, F32, and in {@code __metadata__} everything else (see docs/pytorch.md).
 */
public final class EncoderSafetensors {
    /** PyTorch's batch norm counts its batches under this name in every state_dict; nothing depends on it. */
    private static final String PYTORCH_COUNTER = ".num_batches_tracked";

    private EncoderSafetensors() {}

    /** Writes an encoder, the whole file or none; the same encoder gives the same bytes. */
    public static void write(Encoder encoder, Store store, Path file) {
        ParameterLayout layout = NsUNet.encoderLayout(encoder.shape());
        INDArray vector = encoder.parameters();
        Map<String, INDArray> tensors = new LinkedHashMap<>();
        layout.parameters().forEach(parameter -> tensors.put(parameter.name(), layout.view(vector, parameter)));
        new Safetensors(tensors, EncoderDescription.of(encoder).toMetadata()).write(store, file);
    }

    /**
     * Reads an encoder. The file may come from PyTorch ({@code save_file(model.state_dict(), name, metadata)} with the
     * metadata of the file that was loaded there).
     *
     * @throws BadDataException if a tensor or a string is missing or wrong, or a tensor has no place in the encoder;
     *     the message names it
     * @throws dev.pcrl.failure.UnavailableException if the store fails on the way
     */
    public static Encoder read(Store store, Path file) {
        SafetensorsHeader header = SafetensorsHeader.read(store, file);
        EncoderDescription description = EncoderDescription.parse(file, header.metadata());
        ParameterLayout layout = NsUNet.encoderLayout(description.config());
        check(file, header, layout); // before memory is taken for what the metadata claim
        Map<String, INDArray> tensors = Safetensors.read(store, file, name -> !name.endsWith(PYTORCH_COUNTER))
                .tensors();
        INDArray vector = layout.zeros(DataType.FLOAT);
        for (Parameter parameter : layout.parameters()) {
            layout.view(vector, parameter).assign(tensors.get(parameter.name()));
        }
        return description.with(vector);
    }

    private static void check(Path file, SafetensorsHeader header, ParameterLayout layout) {
        Map<String, SafetensorsHeader.Entry> entries = new LinkedHashMap<>();
        header.entries().forEach(entry -> entries.put(entry.name(), entry));
        for (Parameter parameter : layout.parameters()) {
            SafetensorsHeader.Entry entry = entries.remove(parameter.name());
            if (entry == null) {
                throw bad(file, parameter.name(), "missing");
            }
            if (!entry.dtype().equals("F32")) {
                throw bad(file, entry.name(), "dtype " + entry.dtype() + "; an encoder's tensors are F32");
            }
            if (!entry.shape().equals(parameter.shape())) {
                throw bad(
                        file, entry.name(), "shape " + entry.shape() + " where " + parameter.shape() + " is expected");
            }
        }
        Set<String> rest = entries.keySet();
        rest.removeIf(name -> name.endsWith(PYTORCH_COUNTER));
        if (!rest.isEmpty()) {
            List<String> names = new ArrayList<>(rest);
            throw bad(file, names.get(0), "has no place in the encoder that the metadata describe");
        }
    }

    private static BadDataException bad(Path file, String tensor, String reason) {
        return new BadDataException(file.toString(), "tensor " + StrictJson.shown(tensor), reason);
    }
}
