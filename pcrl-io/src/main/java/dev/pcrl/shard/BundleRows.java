package dev.pcrl.shard;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.view.View;
import dev.pcrl.view.ViewBundle;
import dev.pcrl.volume.Box;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Bundles to rows of {@link BundleSchema} and back. Views come back within half a step of their 16-bit numbers. */
public final class BundleRows {
    private BundleRows() {}

    /**
     * The row of a bundle.
     *
     * @throws IllegalArgumentException if a view's value is not in [0, 1]
     */
    public static Row toRow(ViewBundle bundle) {
        Quantiser quantiser = Quantiser.ofUnitInterval();
        return RowFactory.create(
                BundleSchema.FORMAT_VERSION,
                bundle.id(),
                bundle.sourceHash(),
                bundle.seed(),
                bundle.index(),
                bundle.modality().name(),
                bundle.spacing().toArray(),
                boxes(bundle.globalBoxes()),
                boxes(bundle.localBoxes()),
                shape(bundle.globalViews()),
                shape(bundle.localViews()),
                quantiser.scale(),
                quantiser.offset(),
                encode(bundle.globalViews(), quantiser),
                encode(bundle.localViews(), quantiser));
    }

    /**
     * The bundle of a row that has a column {@link BundleSchema#FILE}.
     *
     * @throws BadDataException likewise, and names that file
     */
    public static ViewBundle toBundle(Row row) {
        return toBundle(row, row.getAs(BundleSchema.FILE));
    }

    /**
     * The bundle of a row.
     *
     * @param where what messages name as the row's origin, such as the shards' directory
     * @throws BadDataException if the row has a newer format, or is not what the format says
     */
    public static ViewBundle toBundle(Row row, String where) {
        return new RowReader(row, where).bundle();
    }

    private static Row[] boxes(List<Box> boxes) {
        return boxes.stream()
                .map(box -> RowFactory.create(box.x(), box.y(), box.z(), box.width(), box.height(), box.depth()))
                .toArray(Row[]::new);
    }

    /** [x, y, z, channels] of views of one shape; empty if there are none. */
    private static Integer[] shape(List<View> views) {
        if (views.isEmpty()) {
            return new Integer[0];
        }
        View view = views.get(0);
        return new Integer[] {view.size().x(), view.size().y(), view.size().z(), view.channels()};
    }

    private static byte[][] encode(List<View> views, Quantiser quantiser) {
        return views.stream().map(quantiser::encode).toArray(byte[][]::new);
    }
}
