package dev.pcrl.shard;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.failure.PcrlException;
import dev.pcrl.failure.UnavailableException;
import dev.pcrl.failure.UsageException;
import dev.pcrl.store.Store;
import dev.pcrl.store.StoredFile;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Directories of Parquet files that hold bundles.
 *
 * <p>Which file a bundle goes to depends on nothing but its id and the number of shards, and bundles are sorted by id
 * within a file: any number of executors writes the same files but for the names that Spark gives them.
 */
public final class Shards {
    /** Readers hold one row group in memory at a time. */
    private static final long ROW_GROUP_BYTES = 32L << 20;

    /** Pages carry checksums as Parquet writes them, but are read without a look at those unless it is told to. */
    private static final String VERIFY = "parquet.page.verify-checksum.enabled";

    private static final Pattern GLOB = Pattern.compile("[\\\\\\[\\]{}*?]");

    private Shards() {}

    /**
     * Writes bundles to a new directory, compressed by Zstandard.
     *
     * @param rows of {@link BundleSchema}
     * @param directory must not exist
     * @param shards number of files, at least 1; those that no bundle falls to are left out
     * @throws UsageException if the directory exists
     */
    public static void write(Dataset<Row> rows, Path directory, int shards) {
        if (shards < 1) {
            throw new UsageException("shards must be at least 1: " + shards);
        }
        if (store(rows.sparkSession()).exists(directory)) {
            throw new UsageException(directory + " already exists; name a new directory for the shards");
        }
        rows.repartition(shards, col(BundleSchema.BUNDLE))
                .sortWithinPartitions(BundleSchema.BUNDLE)
                .write()
                .option("compression", "zstd")
                .option("parquet.page.write-checksum.enabled", true) // whatever a site configures
                .option("parquet.block.size", ROW_GROUP_BYTES)
                // Rows are half a megabyte: look at the row group's size long before the usual 100 rows.
                .option("parquet.page.size.row.check.min", 8)
                .option("parquet.page.size.row.check.max", 64)
                .parquet(directory.toString());
    }

    /**
     * The bundles of a directory, in no particular order.
     *
     * @return rows of {@link BundleSchema}; {@link BundleRows#toBundle} reads one
     * @throws UsageException if there is no such directory
     * @throws BadDataException if it holds no shards or a damaged one, lacks a column, or has a newer format; of what
     *     an action on the rows throws, {@link ShardDamage} tells whether a damaged shard is why
     * @throws UnavailableException if the store fails on the way
     */
    public static Dataset<Row> read(SparkSession spark, Path directory) {
        Store store = store(spark);
        if (!store.exists(directory)) {
            throw new UsageException("cannot read " + directory + ": no such directory");
        }
        List<Path> files = files(store, directory);
        try {
            return checked(spark, directory);
        } catch (PcrlException e) {
            throw e;
        } catch (Exception e) { // Spark throws checked exceptions that its methods do not declare
            throw ShardDamage.of(e)
                    .or(() -> firstDamage(spark, files))
                    .<PcrlException>map(damage -> damage)
                    .orElseGet(() -> new UnavailableException("cannot read " + directory + ": " + e.getMessage(), e));
        }
    }

    /** For rows of {@link #read}: the URI of the shard that holds a row. A filter by it leaves other shards unread. */
    public static Column file() {
        return col("_metadata.file_path");
    }

    static String versionMessage(int version) {
        return "format version " + version + "; this PCRL reads version 1"
                + (BundleSchema.FORMAT_VERSION > 1 ? " to " + BundleSchema.FORMAT_VERSION : "")
                + (version > BundleSchema.FORMAT_VERSION ? ": update it" : "");
    }

    /** A path for Spark's readers, which take *, ?, [ and { for patterns. */
    private static String literal(Path path) {
        return GLOB.matcher(path.toString()).replaceAll("\\\\$0");
    }

    private static List<Path> files(Store store, Path directory) {
        Path parent = store.qualify(directory);
        List<StoredFile> files = store.files(directory)
                .filter(file -> file.path().getParent().equals(parent))
                .filter(file -> file.path().getName().endsWith(".parquet"))
                .sorted(Comparator.comparing(StoredFile::path))
                .toList();
        if (files.isEmpty()) {
            throw new BadDataException(directory.toString(), "directory", "no Parquet file in it");
        }
        for (StoredFile file : files) {
            if (file.length() == 0) { // Spark would leave it out without a word
                throw new BadDataException(file.path().toString(), "byte 0", "the file is empty");
            }
        }
        return files.stream().map(StoredFile::path).toList();
    }

    /** Looks at the footer of each file and at all versions; what it throws may come from Spark. */
    private static Dataset<Row> checked(SparkSession spark, Path path) {
        Dataset<Row> rows = spark.read().option(VERIFY, true).parquet(literal(path));
        checkColumns(rows.schema(), path);
        checkVersion(rows, path);
        return rows.select(Arrays.stream(BundleSchema.columns().fieldNames())
                .map(name -> col(name))
                .toArray(Column[]::new));
    }

    /** Spark does not name the file whose footer it cannot read. */
    private static Optional<BadDataException> firstDamage(SparkSession spark, List<Path> files) {
        for (Path file : files) {
            if (spark.sparkContext().isStopped()) {
                break;
            }
            try {
                checked(spark, file);
            } catch (BadDataException e) {
                return Optional.of(e);
            } catch (Exception e) {
                Optional<BadDataException> damage = ShardDamage.of(file, e);
                if (damage.isPresent()) {
                    return damage;
                }
            }
        }
        return Optional.empty();
    }

    private static void checkColumns(StructType schema, Path directory) {
        for (StructField expected : BundleSchema.columns().fields()) {
            String place = "column " + expected.name();
            if (!Arrays.asList(schema.fieldNames()).contains(expected.name())) {
                throw new BadDataException(directory.toString(), place, "missing; is this a directory of shards?");
            }
            // The names of types leave out what may be null, which Parquet forgets.
            String type = schema.apply(expected.name()).dataType().catalogString();
            String expectedType = expected.dataType().catalogString();
            if (!type.equals(expectedType)) {
                throw new BadDataException(directory.toString(), place, "has type " + type + ", not " + expectedType);
            }
        }
    }

    private static void checkVersion(Dataset<Row> rows, Path directory) {
        Row versions =
                rows.agg(min(BundleSchema.VERSION), max(BundleSchema.VERSION)).first();
        if (versions.isNullAt(0)) {
            throw new BadDataException(directory.toString(), "rows", "there are none");
        }
        for (int version : new int[] {versions.getInt(0), versions.getInt(1)}) {
            if (version < 1 || version > BundleSchema.FORMAT_VERSION) {
                throw new BadDataException(
                        directory.toString(), "column " + BundleSchema.VERSION, versionMessage(version));
            }
        }
    }

    private static Store store(SparkSession spark) {
        return new Store(spark.sparkContext().hadoopConfiguration());
    }
}
