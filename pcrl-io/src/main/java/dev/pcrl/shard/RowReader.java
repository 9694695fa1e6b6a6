package dev.pcrl.shard;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.view.Size;
import dev.pcrl.view.View;
import dev.pcrl.view.ViewBundle;
import dev.pcrl.volume.Box;
import dev.pcrl.volume.Modality;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;

/** Reads one row of {@link BundleSchema} and says which bundle and column is wrong if one is. */
final class RowReader {
    private final Row row;
    private final String where;
    private String place;

    RowReader(Row row, String where) {
        this.row = row;
        this.where = where;
        this.place = "bundle of unknown id";
    }

    ViewBundle bundle() {
        long id = value(BundleSchema.BUNDLE, Long.class);
        place = "bundle " + id;
        int version = value(BundleSchema.VERSION, Integer.class);
        if (version > BundleSchema.FORMAT_VERSION || version < 1) {
            throw bad(Shards.versionMessage(version));
        }
        try {
            return new ViewBundle(
                    id,
                    value(BundleSchema.SOURCE, String.class),
                    value(BundleSchema.SEED, Long.class),
                    value(BundleSchema.INDEX, Integer.class),
                    Modality.valueOf(value(BundleSchema.MODALITY, String.class)),
                    this.<Double>list(BundleSchema.SPACING),
                    boxes(BundleSchema.GLOBAL_BOXES),
                    boxes(BundleSchema.LOCAL_BOXES),
                    views(BundleSchema.GLOBAL_VIEWS, BundleSchema.GLOBAL_SHAPE),
                    views(BundleSchema.LOCAL_VIEWS, BundleSchema.LOCAL_SHAPE));
        } catch (IllegalArgumentException e) {
            throw new BadDataException(where, place, e.getMessage(), e);
        }
    }

    private List<Box> boxes(String column) {
        List<Box> boxes = new ArrayList<>();
        for (Row box : this.<Row>list(column)) {
            boxes.add(
                    new Box(box.getInt(0), box.getInt(1), box.getInt(2), box.getInt(3), box.getInt(4), box.getInt(5)));
        }
        return boxes;
    }

    private List<View> views(String column, String shapeColumn) {
        List<byte[]> encoded = list(column);
        if (encoded.isEmpty()) {
            return List.of();
        }
        List<Integer> shape = list(shapeColumn);
        if (shape.size() != 4 || shape.get(3) < 1) {
            throw bad(shapeColumn + " must be x, y, z and channels: " + shape);
        }
        Size size = new Size(shape.get(0), shape.get(1), shape.get(2));
        long bytes = 2L * size.voxels() * shape.get(3);
        Quantiser quantiser =
                new Quantiser(value(BundleSchema.SCALE, Double.class), value(BundleSchema.OFFSET, Double.class));
        List<View> views = new ArrayList<>();
        for (byte[] view : encoded) {
            if (view.length != bytes) {
                throw bad("view " + views.size() + " of " + column + " has " + view.length + " bytes; " + bytes
                        + " are expected for " + shapeColumn + " " + shape);
            }
            views.add(quantiser.decode(view, size, shape.get(3)));
        }
        return views;
    }

    private <T> List<T> list(String column) {
        List<T> list = row.getList(index(column));
        if (list.contains(null)) {
            throw bad("column " + column + " holds a null");
        }
        return list;
    }

    private <T> T value(String column, Class<T> type) {
        return type.cast(row.get(index(column)));
    }

    /** Where a column that is there and not null stands in the row. */
    private int index(String column) {
        int index;
        try {
            index = row.fieldIndex(column);
        } catch (IllegalArgumentException e) {
            throw new BadDataException(where, place, "column " + column + " is missing", e);
        }
        if (row.isNullAt(index)) {
            throw bad("column " + column + " is null");
        }
        return index;
    }

    private BadDataException bad(String reason) {
        return new BadDataException(where, place, reason);
    }
}
