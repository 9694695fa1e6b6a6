package dev.pcrl.encoder;

import dev.pcrl.network.Initialisation;
import dev.pcrl.network.NsUNet;
import dev.pcrl.network.NsUNetConfig;
import dev.pcrl.network.Parameter;
import dev.pcrl.network.ParameterLayout;
import dev.pcrl.store.Store;
import dev.pcrl.view.IntensitySettings;
import dev.pcrl.view.Size;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Small encoders for tests, and the oracle's. */
final class TestEncoders {
    static final Store STORE = Store.local();
    static final Size LOCAL = Size.cube(8);

    /** Windows that are quick to encode; two levels below full resolution. */
    static final NsUNetConfig SMALL = new NsUNetConfig(2, 2, 8, 1, new Size(16, 12, 8));

    private TestEncoders() {}

    static Encoder small() {
        return small(SMALL);
    }

    /** Drawn weights, and running statistics that are not those of a new network. */
    static Encoder small(NsUNetConfig config) {
        ParameterLayout layout = new NsUNet(config).layout();
        INDArray vector = Initialisation.draw(layout, DataType.FLOAT, 3);
        for (Parameter parameter : layout.parameters()) {
            if (parameter.statistic()) {
                layout.view(vector, parameter).addi(0.125);
            } else if (parameter.name().endsWith("bn.bias")) { // so that ReLU lets something through
                layout.view(vector, parameter).assign(Nd4j.linspace(DataType.FLOAT, -0.25, 0.375, parameter.length()));
            }
        }
        Map<String, String> provenance = Map.of("seed", "3", "configuration", "base-width: 2\n\"scales\": 2 ü");
        return Encoder.of(config, LOCAL, IntensitySettings.paper(), provenance, vector);
    }

    /** The encoder that the oracle trained, taken from the whole network's tensors. */
    static Encoder ofOracle() {
        NsUNetConfig config = new NsUNetConfig(2, 5, 16, 1, new Size(64, 64, 32));
        Map<String, INDArray> tensors =
                Safetensors.read(STORE, oracle("trained.safetensors")).tensors();
        ParameterLayout layout = new NsUNet(config).layout();
        INDArray vector = layout.zeros(DataType.DOUBLE);
        for (Parameter parameter : layout.parameters()) {
            layout.view(vector, parameter).assign(tensors.get(parameter.name()));
        }
        return Encoder.of(config, Size.cube(16), IntensitySettings.paper(), Map.of(), vector);
    }

    /** First sample of {@code corrupted.1}, [1, x, y, z, 1]. */
    static INDArray oracleInput() {
        INDArray views = Safetensors.read(STORE, oracle("views.safetensors"), "corrupted.1"::equals)
                .tensors()
                .get("corrupted.1");
        return Nd4j.createFromArray(Arrays.copyOf(views.reshape(views.length()).toFloatVector(), 64 * 64 * 32))
                .reshape('c', 1, 64, 64, 32, 1);
    }

    static Path oracle(String name) {
        return resource("/oracle/" + name);
    }

    static Path resource(String name) {
        try {
            return new Path(TestEncoders.class.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static Path in(java.nio.file.Path directory, String name) {
        return new Path(directory.resolve(name).toUri());
    }
}
