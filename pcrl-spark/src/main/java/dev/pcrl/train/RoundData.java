package dev.pcrl.train;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import dev.pcrl.shard.BundleSchema;
import dev.pcrl.shard.Shards;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.hash.Murmur3_x86_32;

/** Brings the bundles of a round to its workers, in the order of its steps. */
final class RoundData {
    private static final String POSITION = "position";
    private static final int SPARK_SEED = 42; // of HashPartitioning
    private static final String WORKER = "worker";
    private static final StructType PLACES = new StructType()
            .add(BundleSchema.BUNDLE, DataTypes.LongType, false)
            .add(POSITION, DataTypes.LongType, false)
            .add(WORKER, DataTypes.IntegerType, false);

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
     * The bundles of minibatches as rows of {@link BundleSchema}, each with the file that it comes from: a partition
     * for each worker, which holds its part of each minibatch, in the order of the steps. Reads only the shards that
     * hold them.
     */
    RDD<Row> rows(List<List<EpochOrder.Place>> batches, Division division) {
        Object[] files = batches.stream()
                .flatMap(List::stream)
                .map(EpochOrder.Place::file)
                .distinct()
                .toArray();
        Dataset<Row> order = spark.createDataFrame(places(batches, division), PLACES);
        return rows.filter(Shards.file().isin(files))
                .withColumn(BundleSchema.FILE, Shards.file())
                .join(broadcast(order), BundleSchema.BUNDLE)
                .repartition(division.workers(), col(WORKER))
                .sortWithinPartitions(POSITION)
                .drop(POSITION, WORKER)
                .rdd();
    }

    private static List<Row> places(List<List<EpochOrder.Place>> batches, Division division) {
        int[] keys = keys(division.workers());
        List<Row> places = new ArrayList<>();
        for (List<EpochOrder.Place> batch : batches) {
            for (int worker = 0; worker < division.workers(); worker++) {
                for (int i = division.begin(worker, batch.size()); i < division.begin(worker + 1, batch.size()); i++) {
                    places.add(RowFactory.create(batch.get(i).bundle(), (long) places.size(), keys[worker]));
                }
            }
        }
        return places;
    }

    /** For each worker a number that Spark's hash puts into the worker's own partition. */
    private static int[] keys(int workers) {
        int[] keys = new int[workers];
        Set<Integer> found = new HashSet<>();
        for (int key = 0; found.size() < workers; key++) {
            int partition = Math.floorMod(Murmur3_x86_32.hashInt(key, SPARK_SEED), workers);
            if (found.add(partition)) {
                keys[partition] = key;
            }
        }
        return keys;
    }
}
