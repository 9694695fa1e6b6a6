package dev.pcrl.shard;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import com.github.luben.zstd.ZstdIOException;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.failure.UnavailableException;
import dev.pcrl.failure.UsageException;
import dev.pcrl.store.Store;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.io.ParquetDecodingException;
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

    /** As Spark names the file that one of its tasks could not read. */
    private static final Pattern READING = Pattern.compile("reading file (\\S+?)\\.(?: Details|\\s|$)");

    /** What decompression, Parquet and Hadoop's checksums throw at bytes that are not what was written. */
    private static final Set<Class<? extends Throwable>> DAMAGE =
            Set.of(ParquetDecodingException.class, ZstdIOException.class, ChecksumException.class);

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
     * @throws BadDataException if it holds no shards, lacks a column, or has a newer format
     */
    public static Dataset<Row> read(SparkSession spark, Path directory) {
        Store store = store(spark);
        if (!store.exists(directory)) {
            throw new UsageException("cannot read " + directory + ": no such directory");
        }
        if (store.files(directory).stream()
                .noneMatch(file -> file.path().getName().endsWith(".parquet"))) {
            throw new BadDataException(directory.toString(), "directory", "no Parquet file in it");
        }
        Dataset<Row> rows = open(spark, directory);
        checkColumns(rows.schema(), directory);
        checkVersion(rows, directory);
        return rows.select(Arrays.stream(BundleSchema.columns().fieldNames())
                .map(name -> col(name))
                .toArray(Column[]::new));
    }

    /** For rows of {@link #read}: the URI of the shard that holds a row. A filter by it leaves other shards unread. */
    public static Column file() {
        return col("_metadata.file_path");
    }

    /**
     * The damaged shard that a Spark job failed at, if that is why it failed; a store's failure is none.
     *
     * @param failure what the action threw
     */
    public static Optional<BadDataException> damage(Throwable failure) {
        String file = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Matcher reading = READING.matcher(String.valueOf(cause.getMessage()));
            if (file == null && reading.find()) {
                file = reading.group(1);
            }
            if (file != null && DAMAGE.contains(cause.getClass())) {
                return Optional.of(new BadDataException(
                        file,
                        "pages",
                        "damaged: " + cause.getMessage().lines().findFirst().orElse(""),
                        failure));
            }
        }
        return Optional.empty();
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

    private static Dataset<Row> open(SparkSession spark, Path directory) {
        try {
            return spark.read().option(VERIFY, true).parquet(literal(directory));
        } catch (Exception e) { // Spark throws checked exceptions that its methods do not declare
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause.getMessage() != null && cause.getMessage().contains("is not a Parquet file")) {
                    throw new BadDataException(directory.toString(), "footer", cause.getMessage(), e);
                }
            }
            throw new UnavailableException("cannot read " + directory + ": " + e.getMessage(), e);
        }
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
