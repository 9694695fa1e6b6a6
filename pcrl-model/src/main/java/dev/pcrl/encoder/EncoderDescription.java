package dev.pcrl.encoder;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.network.EncoderKind;
import dev.pcrl.network.NsUNetConfig;
import dev.pcrl.view.IntensitySettings;
import dev.pcrl.view.Size;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.hadoop.fs.Path;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An encoder without its parameters, and the strings by which its files tell it. Keys of settings are those of the
 * configuration file.
 */
record EncoderDescription(
        NsUNetConfig config, Size localView, IntensitySettings intensity, Map<String, String> provenance) {
    static final String FORMAT = "pcrl-encoder";
    static final String ARCHITECTURE = EncoderKind.NSUNET_3D.toString();

    private static final int VERSION = 1;
    private static final String NORMALISATION = "z-score of each view";
    private static final String PROVENANCE = "provenance.";

    // What a file may claim; beyond it nobody trains, and sizes of tensors would overflow.
    private static final int MOST_CHANNELS = 1024;
    private static final int WIDEST = 1 << 16;
    private static final int MOST_SCALES = 8;
    private static final int MOST_VOXELS = 1 << 27; // of a view: 512 x 512 x 512

    static EncoderDescription of(Encoder encoder) {
        return new EncoderDescription(encoder.shape(), encoder.localView(), encoder.intensity(), encoder.provenance());
    }

    Encoder with(INDArray parameters) {
        return new Encoder(config, localView, intensity, provenance, parameters);
    }

    /** The strings, sorted by key. */
    SortedMap<String, String> toMetadata() {
        SortedMap<String, String> metadata = new TreeMap<>();
        metadata.put("format", "pt"); // by which other programs know that names and layouts are PyTorch's
        metadata.put("pcrl-format", FORMAT);
        metadata.put("pcrl-format-version", Integer.toString(VERSION));
        metadata.put("architecture", ARCHITECTURE);
        metadata.put("base-width", Integer.toString(config.baseWidth()));
        metadata.put("scales", Integer.toString(config.scales()));
        metadata.put("width-cap", Integer.toString(config.widthCap()));
        metadata.put("channels", Integer.toString(config.channels()));
        metadata.put("global-size", config.globalView().toString());
        metadata.put("local-size", localView.toString());
        metadata.put("ct-low", Float.toString(intensity.ctLow()));
        metadata.put("ct-high", Float.toString(intensity.ctHigh()));
        metadata.put("ct-background", Float.toString(intensity.ctBackground()));
        metadata.put("mr-low-percentile", Double.toString(intensity.mrLowPercentile()));
        metadata.put("mr-high-percentile", Double.toString(intensity.mrHighPercentile()));
        metadata.put("mr-background", Double.toString(intensity.mrBackground()));
        metadata.put("normalisation", NORMALISATION);
        provenance.forEach((key, value) -> metadata.put(PROVENANCE + key, value));
        return metadata;
    }

    /**
     * What the strings tell. Keys of no meaning here are passed over.
     *
     * @throws BadDataException if a string is missing, or not what it can be; names its key
     */
    static EncoderDescription parse(Path file, Map<String, String> metadata) {
        return new Parser(file, metadata).parse();
    }

    private record Parser(Path file, Map<String, String> metadata) {
        EncoderDescription parse() {
            require("pcrl-format", FORMAT);
            require("pcrl-format-version", Integer.toString(VERSION));
            require("architecture", ARCHITECTURE);
            require("normalisation", NORMALISATION);
            int base = integer("base-width", WIDEST);
            int scales = integer("scales", MOST_SCALES);
            int cap = integer("width-cap", WIDEST);
            int channels = integer("channels", MOST_CHANNELS);
            Size global = size("global-size");
            Map<String, String> provenance = new LinkedHashMap<>();
            metadata.forEach((key, value) -> {
                if (key.startsWith(PROVENANCE)) {
                    provenance.put(key.substring(PROVENANCE.length()), value);
                }
            });
            try {
                return new EncoderDescription(
                        new NsUNetConfig(base, scales, cap, channels, global),
                        size("local-size"),
                        intensity(),
                        provenance);
            } catch (IllegalArgumentException e) { // its message names the key
                throw new BadDataException(file.toString(), "metadata", e.getMessage(), e);
            }
        }

        private IntensitySettings intensity() {
            return new IntensitySettings(
                    number("ct-low", Float::parseFloat),
                    number("ct-high", Float::parseFloat),
                    number("ct-background", Float::parseFloat),
                    number("mr-low-percentile", Double::parseDouble),
                    number("mr-high-percentile", Double::parseDouble),
                    number("mr-background", Double::parseDouble));
        }

        private String text(String key) {
            String value = metadata.get(key);
            if (value == null) {
                throw bad(key, "missing; is this an encoder written by PCRL?");
            }
            return value;
        }

        private void require(String key, String known) {
            if (!text(key).equals(known)) {
                throw bad(key, "\"" + text(key) + "\" is not known to this version, which reads \"" + known + "\"");
            }
        }

        private int integer(String key, int most) {
            int value = number(key, Integer::parseInt);
            if (value < 1 || value > most) {
                throw bad(key, value + "; a number in 1.." + most + " is expected");
            }
            return value;
        }

        private <T> T number(String key, Function<String, T> parser) {
            try {
                return parser.apply(text(key));
            } catch (NumberFormatException e) {
                throw bad(key, "\"" + text(key) + "\" is not a number that can stand here", e);
            }
        }

        private Size size(String key) {
            try {
                Size size = Size.parse(text(key));
                if (size.voxels() > MOST_VOXELS) {
                    throw bad(key, size + "; at most " + MOST_VOXELS + " voxels are possible");
                }
                return size;
            } catch (IllegalArgumentException e) {
                throw bad(key, e.getMessage(), e);
            }
        }

        private BadDataException bad(String key, String reason) {
            return bad(key, reason, null);
        }

        private BadDataException bad(String key, String reason, Throwable cause) {
            return new BadDataException(file.toString(), "metadata key " + key, StrictJson.shown(reason), cause);
        }
    }
}
