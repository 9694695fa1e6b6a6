package dev.pcrl.job;

import dev.pcrl.config.PretrainConfig;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.failure.HeapTooSmallException;
import dev.pcrl.failure.UsageException;
import dev.pcrl.read.VolumeReaders;
import dev.pcrl.shard.BundleRows;
import dev.pcrl.store.Store;
import dev.pcrl.train.SerializedConfig;
import dev.pcrl.view.UnfitVolumeException;
import dev.pcrl.view.ViewSampler;
import dev.pcrl.volume.Volume;
import dev.pcrl.volume.VoxelOrder;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.util.CollectionAccumulator;
import org.apache.spark.util.SerializableConfiguration;

/** One volume to the rows of its bundles; runs on executors. A file that cannot be used is quarantined. */
final class VolumeToRows implements FlatMapFunction<SizedVolume, Row> {
    private static final long serialVersionUID = 1;

    private final SerializedConfig serialized;
    private final SerializableConfiguration hadoop;
    private final CollectionAccumulator<Quarantined> quarantine;

    VolumeToRows(
            SerializedConfig config, SerializableConfiguration hadoop, CollectionAccumulator<Quarantined> quarantine) {
        this.serialized = config;
        this.hadoop = hadoop;
        this.quarantine = quarantine;
    }

    @Override
    public Iterator<Row> call(SizedVolume sized) {
        String name = sized.name();
        try {
            return SharedHeap.use(() -> rows(sized)).iterator();
        } catch (BadDataException e) {
            String file = e.file().equals(name) ? "" : e.file() + ": "; // which of several files
            quarantine.add(new Quarantined(name, file + e.place(), e.reason()));
        } catch (UnfitVolumeException e) {
            quarantine.add(new Quarantined(name, e.place(), e.reason()));
        } catch (UsageException e) { // gone since it was listed, or not to be read
            quarantine.add(new Quarantined(name, "file", e.getMessage()));
        } catch (HeapTooSmallException e) {
            quarantine.add(new Quarantined(name, "memory", e.reason()));
        } catch (OutOfMemoryError e) { // Spark would end the process without a word
            quarantine.add(new Quarantined(
                    name,
                    "memory",
                    "its views need more than the Java heap's limit of "
                            + Runtime.getRuntime().maxMemory() + " bytes (" + e.getMessage() + "): give it more"));
        }
        return Collections.emptyIterator();
    }

    /** The rows of all bundles before the first leaves: a volume gives all its bundles or none. */
    private List<Row> rows(SizedVolume sized) {
        PretrainConfig config = serialized.config();
        Store store = new Store(hadoop.value());
        sized.requireSizes(store);
        VolumeReaders readers = VolumeReaders.of(config.series(), VoxelOrder.AXIAL);
        Volume volume = sized.images().read(readers, store);
        int channels = config.network().channels();
        if (volume.channels() != channels) {
            throw new BadDataException(
                    sized.name(), "channels", "has " + volume.channels() + ", but network.channels is " + channels);
        }
        ViewSampler.OfVolume sampler = new ViewSampler(config.views(), config.seed()).of(volume, sized.sourceHash());
        return IntStream.range(0, config.views().bundlesPerVolume())
                .mapToObj(index -> BundleRows.toRow(sampler.bundle(index)))
                .toList();
    }
}
