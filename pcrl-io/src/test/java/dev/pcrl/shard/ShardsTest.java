package dev.pcrl.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.failure.UsageException;
import dev.pcrl.view.SourceHash;
import dev.pcrl.view.View;
import dev.pcrl.view.ViewBundle;
import dev.pcrl.view.ViewSampler;
import dev.pcrl.view.ViewSettings;
import dev.pcrl.view.Volumes;
import dev.pcrl.volume.Box;
import dev.pcrl.volume.Volume;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardsTest {
    @TempDir
    private java.nio.file.Path folder;

    private SparkSession spark;

    @AfterEach
    void stop() {
        if (spark != null) {
            spark.stop();
        }
    }

    @Test
    void should_give_back_what_was_written() {
        start(2);
        Shards.write(bundles(10, 3), directory("a"), 4);
        List<ViewBundle> back = Shards.read(spark, directory("a")).collectAsList().stream()
                .map(row -> BundleRows.toBundle(row, "a"))
                .toList();
        Volume volume = volume();
        List<ViewBundle> expected = IntStream.range(0, 10)
                .mapToObj(i -> new ViewSampler(ViewSettings.paper(), 5).sample(volume, SourceHash.of("a"), i))
                .toList();
        assertThat(back).hasSize(10);
        Function<ViewBundle, List<?>> facts =
                b -> List.of(b.id(), b.index(), b.seed(), b.globalBoxes(), b.localBoxes(), b.spacing(), b.modality());
        assertThat(back.stream().map(facts))
                .containsExactlyInAnyOrderElementsOf(
                        expected.stream().map(facts).toList());
        assertThat(back)
                .allSatisfy(bundle -> assertThat(BundleRows.toRow(bundle).<byte[][]>getAs(13))
                        .isDeepEqualTo(
                                BundleRows.toRow(expected.get(bundle.index())).<byte[][]>getAs(13)));
    }

    @Test
    void should_write_the_same_files_with_any_number_of_executors() throws IOException {
        start(1);
        Shards.write(bundles(24, 1), directory("one"), 3);
        spark.stop();
        start(3);
        Shards.write(bundles(24, 5), directory("many"), 3);
        SortedMap<String, byte[]> one = files("one");
        SortedMap<String, byte[]> many = files("many");
        assertThat(one.keySet()).isEqualTo(many.keySet()).hasSize(3);
        one.forEach((name, bytes) -> assertThat(many.get(name)).as(name).isEqualTo(bytes));
    }

    @Test
    void should_keep_row_groups_small_enough_to_read_one_at_a_time() throws IOException {
        start(2);
        Shards.write(noise(80), directory("a"), 1);
        Path file = new Path(directory("a"), fileNames("a").get(0));
        try (ParquetFileReader reader = ParquetFileReader.open(
                HadoopInputFile.fromPath(file, spark.sparkContext().hadoopConfiguration()))) {
            assertThat(reader.getRowGroups())
                    .allSatisfy(group -> assertThat(group.getTotalByteSize()).isLessThan(64L << 20));
            assertThat(reader.getRowGroups().get(0).getColumns().get(0).getCodec())
                    .hasToString("ZSTD");
        }
    }

    /** The fixture was written by version 1 and is never written again: what was once written stays readable. */
    @Test
    void should_read_files_of_version_1() throws URISyntaxException {
        start(1);
        Path fixture = new Path(ShardsTest.class.getResource("version-1").toURI());
        List<ViewBundle> bundles = Shards.read(spark, fixture).sort("index").collectAsList().stream()
                .map(row -> BundleRows.toBundle(row, "version-1"))
                .toList();
        assertThat(bundles).hasSize(2);
        ViewBundle first = bundles.get(0);
        assertThat(first.sourceHash()).isEqualTo(SourceHash.of("fixture"));
        assertThat(first.id()).isEqualTo(ViewBundle.id(SourceHash.of("fixture"), 0));
        assertThat(first.seed()).isEqualTo(5);
        assertThat(first.globalBoxes()).containsExactly(new Box(6, 2, 5, 9, 8, 6), new Box(2, 2, 5, 9, 8, 6));
        assertThat(first.localViews()).hasSize(2);
        assertThat(first.globalViews().get(0).size()).hasToString("6x5x4");
        assertThat(first.globalViews().get(0).at(1, 2, 3, 0)).isEqualTo(0.5319295f);
    }

    @Test
    void should_refuse_a_newer_format() {
        start(1);
        Dataset<Row> newer = bundles(2, 1).withColumn("format_version", functions.lit(2));
        Shards.write(newer, directory("newer"), 1);
        assertThatThrownBy(() -> Shards.read(spark, directory("newer")))
                .isInstanceOf(BadDataException.class)
                .hasMessage(directory("newer")
                        + ": column format_version: format version 2; this PCRL reads version 1: update it");
    }

    @Test
    void should_say_what_is_wrong_with_a_directory() throws IOException {
        start(1);
        Dataset<Row> rows = bundles(2, 1);
        rows.drop("local_boxes").write().parquet(directory("missing").toString());
        assertBad("missing", "column local_boxes: missing; is this a directory of shards?");
        rows.withColumn("seed", functions.lit("five"))
                .write()
                .parquet(directory("type").toString());
        assertBad("type", "column seed: has type string, not bigint");
        rows.limit(0).write().parquet(directory("empty").toString());
        assertBad("empty", "rows: there are none");
        Files.createDirectory(folder.resolve("nothing"));
        assertBad("nothing", "directory: no Parquet file in it");
        Files.createDirectory(folder.resolve("broken"));
        Files.writeString(folder.resolve("broken").resolve("a.parquet"), "certainly not a Parquet file");
        assertThatThrownBy(() -> Shards.read(spark, directory("broken")))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("is not a Parquet file");
        assertThatThrownBy(() -> Shards.read(spark, directory("nowhere"))).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> Shards.write(rows, directory("nothing"), 1))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("already exists");
    }

    @Test
    void should_take_any_name_for_a_directory() {
        start(2);
        for (String name : List.of("a[1]{b}", "a*", "what?", "100%25 #1 \\d", "plain")) {
            Path directory = new Path(new Path(folder.toString(), name), "bundles");
            Shards.write(bundles(6, 1), directory, 3);

            Dataset<Row> rows = Shards.read(spark, directory);

            assertThat(rows.count()).as(name).isEqualTo(6);
            List<Row> files = rows.select(Shards.file()).distinct().collectAsList();
            Object one = files.get(0).get(0);
            assertThat(files).as(name).hasSizeGreaterThan(1);
            assertThat(rows.filter(Shards.file().isin(one)).count())
                    .as(name)
                    .isEqualTo(rows.select(Shards.file()).collectAsList().stream()
                            .filter(row -> row.get(0).equals(one))
                            .count());
        }
    }

    @Test
    void should_see_a_single_bit_that_changed_in_noise() throws IOException {
        start(2);
        Shards.write(noise(3), directory("a b"), 1);
        java.nio.file.Path shard =
                folder.resolve("a b").resolve(fileNames("a b").get(0));
        flip(shard, Files.size(shard) / 2);

        // Nothing but the checksum can tell: it decodes.
        assertThat(spark.read().parquet(directory("a b").toString()).collectAsList())
                .hasSize(3);
        assertThat(damage("a b"))
                .hasValueSatisfying(message -> assertThat(message)
                        .startsWith("file:" + shard + ": content: damaged: ")
                        .contains("CRC"));
    }

    @Test
    void should_name_the_damaged_one_of_many_files() throws IOException {
        start(2);
        Shards.write(bundles(6, 1), directory("a b"), 3);
        assertThat(fileNames("a b")).hasSize(3);
        java.nio.file.Path last = folder.resolve("a b").resolve(fileNames("a b").get(2));
        byte[] whole = Files.readAllBytes(last);
        Map<String, byte[]> kinds = Map.of(
                "header of a page", flipped(whole, 5),
                "page", flipped(whole, whole.length / 2),
                "cut", Arrays.copyOf(whole, whole.length / 2),
                "empty", new byte[0],
                "zeros", new byte[whole.length],
                "magic number", flipped(whole, whole.length - 1));
        for (Map.Entry<String, byte[]> kind : kinds.entrySet()) {
            Files.write(last, kind.getValue());
            assertThat(damage("a b"))
                    .as(kind.getKey())
                    .hasValueSatisfying(message ->
                            assertThat(message).startsWith("file:" + last).doesNotContain("\n"));
        }
        Files.write(last, whole);
        assertThat(damage("a b")).isEmpty();
    }

    /** What is told of a directory whose rows are all read. */
    private Optional<String> damage(String name) {
        try {
            Shards.read(spark, directory(name)).collectAsList();
            return Optional.empty();
        } catch (BadDataException e) {
            return Optional.of(e.getMessage());
        } catch (Exception e) {
            return ShardDamage.of(e).map(BadDataException::getMessage);
        }
    }

    private static void flip(java.nio.file.Path file, long at) throws IOException {
        Files.write(file, flipped(Files.readAllBytes(file), Math.toIntExact(at)));
    }

    private static byte[] flipped(byte[] bytes, int at) {
        byte[] copy = bytes.clone();
        copy[at] ^= 0x10;
        return copy;
    }

    private void assertBad(String name, String reason) {
        assertThatThrownBy(() -> Shards.read(spark, directory(name)))
                .isInstanceOf(BadDataException.class)
                .hasMessage(directory(name) + ": " + reason);
    }

    private void start(int cores) {
        spark = SparkSession.builder()
                .master("local[" + cores + "]")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", 2)
                .getOrCreate();
    }

    /** The first bundles of one volume, made in so many partitions. */
    private Dataset<Row> bundles(int count, int partitions) {
        List<Integer> indices = IntStream.range(0, count).boxed().toList();
        JavaRDD<Row> rows = JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(indices, partitions)
                .mapPartitions(part -> {
                    ViewSampler.OfVolume sampler =
                            new ViewSampler(ViewSettings.paper(), 5).of(volume(), SourceHash.of("a"));
                    return Stream.iterate(part, it -> it.hasNext(), it -> it)
                            .map(it -> BundleRows.toRow(sampler.bundle(it.next())))
                            .iterator();
                });
        return spark.createDataFrame(rows, BundleSchema.columns());
    }

    /** Bundles whose views do not compress: as many bytes as a bundle can have. */
    private Dataset<Row> noise(int count) {
        List<Integer> indices = IntStream.range(0, count).boxed().toList();
        JavaRDD<Row> rows = JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(indices, 4)
                .mapPartitions(part -> {
                    ViewBundle bundle =
                            new ViewSampler(ViewSettings.paper(), 5).sample(volume(), SourceHash.of("a"), 0);
                    return Stream.iterate(part, it -> it.hasNext(), it -> it)
                            .map(it -> BundleRows.toRow(noisy(bundle, it.next())))
                            .iterator();
                });
        return spark.createDataFrame(rows, BundleSchema.columns());
    }

    private static ViewBundle noisy(ViewBundle bundle, int index) {
        Random random = new Random(index);
        List<View> noise = bundle.globalViews().stream()
                .map(view -> {
                    float[] values = new float[view.length()];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = random.nextFloat();
                    }
                    return new View(view.size(), view.channels(), values);
                })
                .toList();
        return new ViewBundle(
                index,
                bundle.sourceHash(),
                bundle.seed(),
                index,
                bundle.modality(),
                bundle.spacing(),
                bundle.globalBoxes(),
                bundle.localBoxes(),
                noise,
                bundle.localViews());
    }

    private static Volume volume() {
        return Volumes.cylinder(128, 128, 70);
    }

    private Path directory(String name) {
        return new Path(folder.resolve(name).toString());
    }

    private List<String> fileNames(String name) throws IOException {
        try (Stream<java.nio.file.Path> files = Files.list(folder.resolve(name))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".parquet"))
                    .sorted()
                    .toList();
        }
    }

    /** Content by the number of the shard, which is all of a file's name that is ours. */
    private SortedMap<String, byte[]> files(String name) throws IOException {
        return fileNames(name).stream()
                .collect(Collectors.toMap(
                        file -> file.substring(0, "part-00000".length()),
                        file -> {
                            try {
                                return Files.readAllBytes(folder.resolve(name).resolve(file));
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        },
                        (a, b) -> a,
                        TreeMap::new));
    }
}
