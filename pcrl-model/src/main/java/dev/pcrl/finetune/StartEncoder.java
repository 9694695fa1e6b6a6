package dev.pcrl.finetune;

import dev.pcrl.encoder.EncoderFiles;
import dev.pcrl.encoder.PretrainedEncoder;
import dev.pcrl.store.Store;
import org.apache.hadoop.fs.Path;

/** Files that fine-tuning can start from. */
public final class StartEncoder {
    private StartEncoder() {}

    /**
     * Reads what pre-training left, a ResNet-18 with torchvision's names, or the encoder of a model that was fine-tuned
     * for another task.
     *
     * @throws dev.pcrl.failure.BadDataException if it is none of these, or damaged
     * @throws dev.pcrl.failure.UnavailableException if the store fails on the way
     */
    public static PretrainedEncoder read(Store store, Path file) {
        return ModelFile.isOne(EncoderFiles.metadata(store, file))
                ? ModelFile.read(store, file).encoder()
                : EncoderFiles.readPretrained(store, file);
    }
}
