package dev.pcrl.train;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import dev.pcrl.shard.BundleSchema;
import dev.pcrl.shard.Shards;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Brings the bundles of a round to its workers, in the order of its steps. */
final class RoundData {
    private static final String POSITION = "position";
    private static final StructType PLACES = new StructType()
            .add(BundleSchema.BUNDLE, DataTypes.LongType, false)
            .add(POSITION, DataTypes.LongType, false);

    private final SparkSession spark;
    private final Dataset<Row> rows;

    RoundData(SparkSession spark, Path shards) {
        this.spark = spark;
        this.rows = Shards.read(spark, shards);
    }

    /** Which file holds which bundles; reads one column. */
    List<EpochOrder.Shard> index() {
        Map<String, List<Long>> bundles = new TreeMap<>();
        for (Row row : rows.select(col(BundleSchema.BUNDLE), Shards.file()).collectAsList()) {
            bundles.computeIfAbsent(row.getString(1), file -> new ArrayList<>()).add(row.getLong(0));
        }
        return bundles.entrySet().stream()
                .map(entry -> new EpochOrder.Shard(entry.getKey(), entry.getValue()))
                .toList();
    }

    /**
     * The bundles of minibatches, one behind the other, as one partition of rows of {@link BundleSchema}, each with the
     * file that it comes from. Reads only the shards that hold them.
     */
    RDD<Row> rows(List<List<EpochOrder.Place>> batches) {
        List<EpochOrder.Place> places = batches.stream().flatMap(List::stream).toList();
        Object[] files = places.stream().map(EpochOrder.Place::file).distinct().toArray();
        List<Row> positions = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            positions.add(RowFactory.create(places.get(i).bundle(), (long) i));
        }
        Dataset<Row> order = spark.createDataFrame(positions, PLACES);
        return rows.filter(Shards.file().isin(files))
                .withColumn(BundleSchema.FILE, Shards.file())
                .join(broadcast(order), BundleSchema.BUNDLE)
                .repartition(1)
                .sortWithinPartitions(POSITION)
                .drop(POSITION)
                .rdd();
    }
}
