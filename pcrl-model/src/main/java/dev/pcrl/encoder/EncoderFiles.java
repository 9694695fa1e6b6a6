package dev.pcrl.encoder;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.failure.UsageException;
import dev.pcrl.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.apache.hadoop.fs.Path;

/** Encoders in files of either format, told apart by how they start; for writing, by their names. */
public final class EncoderFiles {
    /** As much of a file as tells its format. */
    static final int START_BYTES = 16;

    private EncoderFiles() {}

    /** What a file is, as far as this package is concerned. */
    enum Kind {
        SAFETENSORS,
        ZIP,
        OTHER
    }

    /**
     * Reads an encoder from safetensors, ours or with the names of the authors' release, or from a Deeplearning4j zip.
     *
     * @throws BadDataException if it is neither, or damaged
     * @throws dev.pcrl.failure.UnavailableException if the store fails on the way
     */
    public static Encoder read(Store store, Path file) {
        return switch (kind(store, file)) {
            case SAFETENSORS -> readSafetensors(store, file, SafetensorsHeader.read(store, file));
            case ZIP -> EncoderZip.read(store, file);
            case OTHER ->
                throw new BadDataException(
                        file.toString(), "byte 0", "neither safetensors nor a zip: not an encoder's file");
        };
    }

    private static Encoder readSafetensors(Store store, Path file, SafetensorsHeader header) {
        if (TorchvisionResNet.isOne(header)) {
            throw new BadDataException(
                    file.toString(),
                    "tensors",
                    "those of a ResNet, which takes 2D images; only `finetune` starts from it");
        }
        return ReleasedEncoder.isOne(header) ? ReleasedEncoder.read(store, file) : EncoderSafetensors.read(store, file);
    }

    /**
     * Reads what fine-tuning can start from: an encoder, or a ResNet-18 with torchvision's names in safetensors.
     *
     * @throws BadDataException if it is neither, or damaged
     * @throws dev.pcrl.failure.UnavailableException if the store fails on the way
     */
    public static PretrainedEncoder readPretrained(Store store, Path file) {
        if (kind(store, file) != Kind.SAFETENSORS) {
            return read(store, file);
        }
        SafetensorsHeader header = SafetensorsHeader.read(store, file);
        return TorchvisionResNet.isOne(header)
                ? TorchvisionResNet.read(store, file, header)
                : readSafetensors(store, file, header);
    }

    /**
     * What a safetensors file tells of itself; nothing of a file of another format.
     *
     * @throws BadDataException if its header is damaged
     * @throws dev.pcrl.failure.UnavailableException if the store fails on the way
     */
    public static Map<String, String> metadata(Store store, Path file) {
        return kind(store, file) == Kind.SAFETENSORS
                ? SafetensorsHeader.read(store, file).metadata()
                : Map.of();
    }

    /**
     * Writes an encoder in the format of the file's name: {@code .safetensors} or {@code .zip}.
     *
     * @throws UsageException if the name has another extension
     */
    public static void write(Encoder encoder, Store store, Path file) {
        if (file.getName().endsWith(".safetensors")) {
            EncoderSafetensors.write(encoder, store, file);
        } else if (file.getName().endsWith(".zip")) {
            EncoderZip.write(encoder, store, file);
        } else {
            throw new UsageException(file + ": an encoder's file is named .safetensors or .zip");
        }
    }

    static Kind kind(Store store, Path file) {
        long length = store.length(file);
        try (InputStream in = store.open(file)) {
            byte[] start = in.readNBytes(START_BYTES);
            if (start.length > 3 && start[0] == 'P' && start[1] == 'K' && start[2] == 3 && start[3] == 4) {
                return Kind.ZIP;
            }
            return SafetensorsHeader.startsLikeSafetensors(start, length) ? Kind.SAFETENSORS : Kind.OTHER;
        } catch (IOException e) {
            throw Store.unreadable(file, e);
        }
    }
}
