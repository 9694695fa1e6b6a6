package dev.pcrl.encoder;

import static java.util.Objects.requireNonNull;

import dev.pcrl.network.NsUNet;
import dev.pcrl.network.NsUNetConfig;
import dev.pcrl.network.ParameterLayout;
import dev.pcrl.view.IntensitySettings;
import dev.pcrl.view.Size;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A pre-trained encoder and all that is needed to use it: its shape, its weights, what its input has to be, and where
 * it comes from. Immutable.
 *
 * <p>Its input is [N, x, y, z, C], of views in axial LPS order whose voxels were taken to [0, 1] by {@link #intensity}
 * and which then were z-normalised, each view by its own mean and deviation over all voxels and channels.
 */
public final class Encoder implements PretrainedEncoder {
    private final NsUNetConfig config;
    private final Size localView;
    private final IntensitySettings intensity;
    private final SortedMap<String, String> provenance;
    private final float[] parameters;

    /**
     * @param config shape of the network it was trained in, with the size of global views
     * @param localView size of local views
     * @param intensity how voxels become numbers in [0, 1]
     * @param provenance what trained it: configuration, hash of the data's manifest, seed, versions of the library and
     *     the JVM, steps; any strings
     * @param parameters [1, n] of {@link NsUNet#encoderLayout}, FLOAT; copied
     * @throws IllegalArgumentException if the vector is not of this layout and type
     */
    public Encoder(
            NsUNetConfig config,
            Size localView,
            IntensitySettings intensity,
            Map<String, String> provenance,
            INDArray parameters) {
        this.config = requireNonNull(config, "config");
        this.localView = requireNonNull(localView, "localView");
        this.intensity = requireNonNull(intensity, "intensity");
        this.provenance = Collections.unmodifiableSortedMap(new TreeMap<>(Map.copyOf(provenance)));
        long length = NsUNet.encoderLayout(config).length();
        if (parameters.dataType() != DataType.FLOAT || !Arrays.equals(parameters.shape(), new long[] {1, length})) {
            throw new IllegalArgumentException("the encoder's parameters are [1, " + length + "] FLOAT, not "
                    + Arrays.toString(parameters.shape()) + " " + parameters.dataType());
        }
        this.parameters = parameters.reshape(length).toFloatVector();
    }

    /**
     * The encoder of a whole network, whose vector its parameters lead.
     *
     * @param network [1, n] of a network's {@link NsUNet#layout}, whatever its heads, FLOAT or DOUBLE (which is
     *     rounded); the encoder's part is copied
     * @throws IllegalArgumentException if the vector is shorter than that of the network without heads
     */
    public static Encoder of(
            NsUNetConfig config,
            Size localView,
            IntensitySettings intensity,
            Map<String, String> provenance,
            INDArray network) {
        long least = new NsUNet(config).layout().length();
        if (network.rank() != 2 || network.size(0) != 1 || network.size(1) < least) {
            throw new IllegalArgumentException("the network's parameters are [1, n] with n >= " + least + ", not "
                    + Arrays.toString(network.shape()));
        }
        long length = NsUNet.encoderLayout(config).length();
        INDArray prefix = ParameterLayout.interval(network, 0, length).castTo(DataType.FLOAT);
        return new Encoder(config, localView, intensity, provenance, prefix);
    }

    /** Shape of the network it was trained in, with the size of global views. */
    @Override
    public NsUNetConfig shape() {
        return config;
    }

    @Override
    public ParameterLayout layout() {
        return NsUNet.encoderLayout(config);
    }

    /** Size of the global views it was trained on. */
    public Size globalView() {
        return config.globalView();
    }

    /** Size of the local views it was trained on. */
    public Size localView() {
        return localView;
    }

    /** How voxels become numbers in [0, 1]. */
    public IntensitySettings intensity() {
        return intensity;
    }

    /** What trained it; sorted by name. */
    public SortedMap<String, String> provenance() {
        return provenance;
    }

    /** Number of features of F_0, the coarsest level. */
    public int features() {
        return config.features();
    }

    /** A copy of the parameters, [1, n] of {@link NsUNet#encoderLayout}, FLOAT. */
    @Override
    public INDArray parameters() {
        return Nd4j.createFromArray(parameters).reshape('c', 1, parameters.length);
    }

    /**
     * A new Deeplearning4j graph over a copy of the parameters: [N, x, y, z, C] to F_0, [N, ceil(x / 2^S), ..., width].
     * {@link NsUNet#levelOutput} names the layers whose activations are the finer levels. Run it in evaluation mode.
     */
    public ComputationGraph graph() {
        return NsUNet.encoder(config, parameters());
    }

    /** Equal in everything, the parameters bit for bit. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Encoder encoder
                && config.equals(encoder.config)
                && localView.equals(encoder.localView)
                && intensity.equals(encoder.intensity)
                && provenance.equals(encoder.provenance)
                && Arrays.equals(parameters, encoder.parameters);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * config.hashCode() + localView.hashCode()) + Arrays.hashCode(parameters);
    }

    @Override
    public String toString() {
        return "Encoder[" + config + ", " + parameters.length + " parameters]";
    }
}
