package dev.pcrl.cli;

import dev.pcrl.dicom.SeriesSettings;
import dev.pcrl.encoder.Embedding;
import dev.pcrl.encoder.Encoder;
import dev.pcrl.encoder.EncoderFiles;
import dev.pcrl.read.NpyWriter;
import dev.pcrl.read.VolumeReaders;
import dev.pcrl.store.Store;
import dev.pcrl.volume.Volume;
import dev.pcrl.volume.VoxelOrder;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pcrl embed}. */
@Command(
        name = "embed",
        description = {
            "Compute the pooled encoder feature of a volume.",
            "",
            "The encoder looks at windows of its global view size that slide over the volume; the mean of their pooled"
                    + " features is written as a NumPy array of float32 [channels].",
            ""
        })
final class EmbedCommand implements Runnable {
    @Option(
            names = "--encoder",
            required = true,
            paramLabel = "FILE",
            description = "encoder.safetensors or encoder.zip of `pcrl pretrain`.")
    private String encoder;

    @Option(
            names = "--input",
            required = true,
            paramLabel = "VOLUME",
            description = "NIfTI, MetaImage or DICOM; or a directory that holds one volume.")
    private String input;

    @Option(
            names = "--interpolate-missing",
            description = "Interpolate slices that a DICOM series lacks inside, up to a tenth of it, as"
                    + " series.interpolate-missing does in training; else such a series is refused.")
    private boolean interpolateMissing;

    @Option(names = "--output", required = true, paramLabel = "OUT.npy", description = "File to be written.")
    private String output;

    @Override
    public void run() {
        Store store = Store.local();
        Path target = Store.path(output);
        store.requireAbsent(target);
        VolumeReaders readers = VolumeReaders.of(new SeriesSettings(interpolateMissing), VoxelOrder.AXIAL);
        Path source = Store.path(input);
        Volume volume = readers.read(store, readers.list(store, source).oneVolume(source)); // the encoder is 3D
        Encoder trained = EncoderFiles.read(store, Store.path(encoder));
        float[] feature = Embedding.of(trained, volume);
        store.write(target, out -> NpyWriter.write(feature, new int[] {feature.length}, out));
    }
}
