package dev.pcrl.dataset;

import dev.pcrl.dicom.SeriesSettings;
import dev.pcrl.failure.UsageException;
import dev.pcrl.read.VolumeReaders;
import dev.pcrl.store.Store;
import dev.pcrl.volume.VoxelOrder;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/** The layouts by their names. */
public final class Layouts {
    private Layouts() {}

    /** The layout that settings name. */
    public static DatasetLayout of(DatasetSettings settings, SeriesSettings series) {
        return switch (settings.layout()) {
            case LUNA16 -> new Luna16();
            case LIDC_IDRI -> new LidcIdri(series);
            case LITS -> new Lits();
            case BRATS2018 -> new Brats2018();
            case CHESTX_RAY14 -> new ChestXray14();
            case CHEXPERT -> new CheXpert(settings.uncertain());
            case FOLDER -> new Folder(VolumeReaders.of(series, VoxelOrder.STORED), Pattern.compile(settings.patient()));
            case BIDS -> new Bids();
        };
    }

    /**
     * Finds the cases of a data set.
     *
     * @throws UsageException if the root is no directory, or nothing in it is of the layout
     */
    public static FoundCases find(DatasetSettings settings, SeriesSettings series, Store store, Path root) {
        if (!store.isDirectory(root)) {
            throw new UsageException(root + " is no directory; the root of a data set is expected");
        }
        DatasetLayout layout = of(settings, series);
        FoundCases found = layout.find(store, store.qualify(root));
        if (found.cases().isEmpty() && found.refused().isEmpty()) {
            throw new UsageException(root + " holds no " + layout.expects() + ", as dataset.layout = "
                    + settings.layout() + " has them");
        }
        return found;
    }
}
