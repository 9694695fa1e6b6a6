package dev.pcrl.train;

import dev.pcrl.encoder.Safetensors;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.failure.UnavailableException;
import dev.pcrl.network.Parameter;
import dev.pcrl.network.ParameterLayout;
import dev.pcrl.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A run's checkpoints: {@code step-0000000050.safetensors} with all tensors of the parameters and of the optimiser's
 * velocity by name, and beside it {@code ….sha256}, written last. Only with both, and both agreeing, does a checkpoint
 * count. The newest K are kept.
 */
public final class Checkpoints {
    private static final String FORMAT_VERSION = "2";
    private static final String WITHOUT_THRESHOLD = "1"; // of the time before gradients could be encoded
    private static final String RESIDUALS = "none: a round's last step adds them to the gradient exactly";
    private static final String DATA = ".safetensors";
    private static final String CHECKSUM = ".sha256";
    private static final String PARAMETERS = "parameters/";
    private static final String VELOCITY = "velocity/";

    private final Store store;
    private final Path directory;
    private final ParameterLayout layout;
    private final int keep;
    private final Map<String, String> provenance;
    private final double threshold;
    private final Consumer<String> warnings;

    /**
     * @param layout of the method's vector
     * @param keep K, at least 1
     * @param provenance of the run, kept with each checkpoint: configuration, seed, data, versions
     * @param threshold for a checkpoint that has none: of format 1, or of dense gradients
     * @param warnings is told of damaged checkpoints that are passed over
     */
    public Checkpoints(
            Store store,
            Path directory,
            ParameterLayout layout,
            int keep,
            Map<String, String> provenance,
            double threshold,
            Consumer<String> warnings) {
        this.store = store;
        this.directory = directory;
        this.layout = layout;
        this.keep = keep;
        this.provenance = Map.copyOf(provenance);
        this.threshold = threshold;
        this.warnings = warnings;
    }

    /**
     * Writes a checkpoint, then removes those before the newest K up to it. Later ones are damaged, or the run would
     * not have gone back behind them: they must not push it out.
     */
    public void write(TrainingState state) {
        store.makeDirectory(directory);
        Path data = new Path(directory, String.format(Locale.ROOT, "step-%010d", state.step()) + DATA);
        MessageDigest digest = sha256();
        try (INDArray parameters = state.parameters();
                INDArray velocity = state.velocity()) {
            store.write(data, out -> tensors(state, parameters, velocity).write(new DigestOutputStream(out, digest)));
        }
        store.writeText(checksum(data), HexFormat.of().formatHex(digest.digest()) + "\n");
        List<Path> all = complete().stream()
                .filter(file -> file.getName().compareTo(data.getName()) <= 0)
                .toList();
        for (Path old : all.subList(0, Math.max(0, all.size() - keep))) {
            store.delete(checksum(old)); // from here on it does not count
            store.delete(old);
        }
    }

    /**
     * The newest checkpoint that is whole, if there is one. Damaged ones are left where they are and warned of.
     *
     * @throws UnavailableException if the store fails while one is read
     */
    public Optional<TrainingState> newest() {
        List<Path> all = complete();
        for (int i = all.size() - 1; i >= 0; i--) {
            try {
                return Optional.of(read(all.get(i)));
            } catch (BadDataException e) {
                warnings.accept("damaged checkpoint passed over: " + e.getMessage());
            }
        }
        return Optional.empty();
    }

    private List<Path> complete() {
        return store.children(directory).stream()
                .filter(file -> file.getName().endsWith(DATA) && store.exists(checksum(file)))
                .toList();
    }

    private TrainingState read(Path data) {
        String expected = store.readText(checksum(data)).strip();
        if (!expected.equals(hash(data))) {
            throw new BadDataException(data.toString(), "whole file", "does not have the checksum beside it");
        }
        Safetensors file = Safetensors.read(store, data);
        String version = file.metadata().get("format_version");
        if (!FORMAT_VERSION.equals(version) && !WITHOUT_THRESHOLD.equals(version)) {
            throw new BadDataException(
                    data.toString(),
                    "format_version",
                    "is " + version + "; this PCRL reads " + WITHOUT_THRESHOLD + " and " + FORMAT_VERSION);
        }
        long step = Long.parseLong(file.metadata().get("step"));
        try (INDArray parameters = vector(data, file, PARAMETERS);
                INDArray velocity = vector(data, file, VELOCITY)) {
            double stored = Double.parseDouble(file.metadata().getOrDefault("threshold", "0"));
            return TrainingState.of(step, parameters, velocity, stored > 0 ? stored : threshold);
        }
    }

    private String hash(Path data) {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(store.open(data), digest)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException e) { // a store that fails is no damage: an older one would lose what was done
            throw Store.unreadable(data, e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private Safetensors tensors(TrainingState state, INDArray parameters, INDArray velocity) {
        Map<String, INDArray> tensors = new LinkedHashMap<>();
        for (Parameter parameter : layout.parameters()) {
            tensors.put(PARAMETERS + parameter.name(), layout.view(parameters, parameter));
        }
        for (Parameter parameter : layout.parameters()) {
            tensors.put(VELOCITY + parameter.name(), layout.view(velocity, parameter));
        }
        Map<String, String> metadata = new HashMap<>(provenance);
        metadata.put("format_version", FORMAT_VERSION);
        metadata.put("step", Long.toString(state.step()));
        metadata.put("threshold", Double.toString(state.threshold()));
        metadata.put("residuals", RESIDUALS);
        return new Safetensors(tensors, metadata);
    }

    private INDArray vector(Path data, Safetensors file, String prefix) {
        INDArray vector = layout.zeros(DataType.FLOAT);
        for (Parameter parameter : layout.parameters()) {
            INDArray tensor = file.tensors().get(prefix + parameter.name());
            if (tensor == null || tensor.length() != parameter.length()) {
                throw new BadDataException(
                        data.toString(), "tensor " + prefix + parameter.name(), "missing or of another size");
            }
            layout.view(vector, parameter).assign(tensor);
        }
        return vector;
    }

    private static Path checksum(Path data) {
        String name = data.getName();
        return new Path(data.getParent(), name.substring(0, name.length() - DATA.length()) + CHECKSUM);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
