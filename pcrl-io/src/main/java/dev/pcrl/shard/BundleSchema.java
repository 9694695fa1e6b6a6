package dev.pcrl.shard;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The columns of a shard: one row a bundle. {@code docs/view-bundles.md} describes each. */
public final class BundleSchema {
    /** The version that is written; rows of a higher one are refused. */
    public static final int FORMAT_VERSION = 1;

    static final String VERSION = "format_version";
    /** Column of the bundle's id. */
    public static final String BUNDLE = "bundle";

    /** Column that is not stored, but added to what is read back: the shard's URI, for messages. */
    public static final String FILE = "file";

    static final String SOURCE = "source";
    static final String SEED = "seed";
    static final String INDEX = "index";
    static final String MODALITY = "modality";
    static final String SPACING = "spacing";
    static final String GLOBAL_BOXES = "global_boxes";
    static final String LOCAL_BOXES = "local_boxes";
    static final String GLOBAL_SHAPE = "global_shape";
    static final String LOCAL_SHAPE = "local_shape";
    static final String SCALE = "scale";
    static final String OFFSET = "offset";
    static final String GLOBAL_VIEWS = "global_views";
    static final String LOCAL_VIEWS = "local_views";

    private BundleSchema() {}

    /** All columns, none of which may be null. */
    public static StructType columns() {
        StructType box = new StructType();
        for (String field : new String[] {"x", "y", "z", "width", "height", "depth"}) {
            box = box.add(field, DataTypes.IntegerType, false);
        }
        return new StructType()
                .add(VERSION, DataTypes.IntegerType, false)
                .add(BUNDLE, DataTypes.LongType, false)
                .add(SOURCE, DataTypes.StringType, false)
                .add(SEED, DataTypes.LongType, false)
                .add(INDEX, DataTypes.IntegerType, false)
                .add(MODALITY, DataTypes.StringType, false)
                .add(SPACING, arrayOf(DataTypes.DoubleType), false)
                .add(GLOBAL_BOXES, arrayOf(box), false)
                .add(LOCAL_BOXES, arrayOf(box), false)
                .add(GLOBAL_SHAPE, arrayOf(DataTypes.IntegerType), false)
                .add(LOCAL_SHAPE, arrayOf(DataTypes.IntegerType), false)
                .add(SCALE, DataTypes.DoubleType, false)
                .add(OFFSET, DataTypes.DoubleType, false)
                .add(GLOBAL_VIEWS, arrayOf(DataTypes.BinaryType), false)
                .add(LOCAL_VIEWS, arrayOf(DataTypes.BinaryType), false);
    }

    private static DataType arrayOf(DataType element) {
        return DataTypes.createArrayType(element, false);
    }
}
