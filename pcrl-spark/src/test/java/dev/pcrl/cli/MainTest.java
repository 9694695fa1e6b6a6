package dev.pcrl.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.job.SparseVolume;
import dev.pcrl.read.NiftiWriter;
import dev.pcrl.read.VolumeReaders;
import dev.pcrl.store.Store;
import dev.pcrl.volume.Affine;
import dev.pcrl.volume.Geometry;
import dev.pcrl.volume.Modality;
import dev.pcrl.volume.Volume;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.apache.parquet.io.ParquetDecodingException;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void should_explain_itself() {
        assertThat(run("--help")).isZero();

        assertThat(out.toString()).contains("pretrain", "views", "Exit codes", "75");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "manifest",
                "views",
                "pretrain",
                "embed",
                "inspect",
                "convert",
                "check",
                "bench",
                "samples",
                "phantoms",
                "demo"
            })
    void should_explain_each_command(String command) {
        assertThat(run(command, "--help")).isZero();

        assertThat(out.toString()).contains("Usage: pcrl " + command);
    }

    @Test
    void should_name_a_missing_option_in_one_line() {
        assertThat(run("pretrain", "--views", "x")).isEqualTo(2);

        assertThat(err.toString().strip())
                .startsWith("pcrl: Missing required options")
                .contains("--output")
                .doesNotContain("\n");
    }

    @Test
    void should_name_a_mistyped_key_with_the_nearest_one() throws Exception {
        Path config = directory.resolve("c.yaml");
        Files.writeString(config, "training:\n  batchsize: 4\n");

        assertThat(run("views", "--input", "x", "--output", "y", "--config", config.toString()))
                .isEqualTo(2);

        assertThat(err.toString())
                .contains("c.yaml:2", "training.batchsize", "training.batch-size")
                .doesNotContain("\tat ");
    }

    @Test
    void should_end_with_3_and_one_line_on_bad_data() throws Exception {
        Path volume = directory.resolve("cut.nii");
        Files.write(volume, new byte[100]);

        assertThat(run("inspect", volume.toString())).isEqualTo(3);

        assertThat(err.toString().strip())
                .contains("cut.nii")
                .doesNotContain("\n")
                .doesNotContain("\tat ");
    }

    @Test
    void should_end_with_3_and_one_line_on_a_fixture_without_its_sizes() throws Exception {
        Files.writeString(directory.resolve("meta.json"), "{\"base\": 2, \"scales\": 1, \"cap\": 2}");

        assertThat(run("check", directory.toString())).isEqualTo(3);

        assertThat(err.toString().strip())
                .contains("meta.json", "size: a list is expected")
                .doesNotContain("\n");
    }

    @Test
    void should_end_with_2_and_the_bytes_that_a_volume_needs_where_there_is_no_memory_for_it() throws Exception {
        String volume = SparseVolume.write(directory.resolve("large.mhd"), 1290, 1290, 1290);

        assertThat(run("inspect", volume)).isEqualTo(2);

        assertThat(err.toString().strip())
                .contains("large.mhd.raw: its voxels need 8586756000 bytes of the Java heap")
                .doesNotContain("\n");
    }

    @Test
    void should_not_put_samples_among_files_of_somebody() throws Exception {
        Path file = directory.resolve("head-ct.nii.gz");
        Files.writeString(file, "mine");

        assertThat(run("samples", directory.toString())).isEqualTo(2);

        assertThat(err.toString().strip())
                .contains(directory + " holds something else than samples")
                .doesNotContain("\n");
        assertThat(file).hasContent("mine");
        assertThat(directory).isDirectoryNotContaining("glob:**/SOURCES.md");
    }

    @Test
    void should_end_with_2_where_there_is_no_file() {
        assertThat(run("inspect", directory.resolve("none.nii").toString())).isEqualTo(2);

        assertThat(err.toString()).contains("none.nii: no such file or directory");
    }

    @Test
    void should_refuse_a_directory_without_volumes() {
        assertThat(run("inspect", directory.toString())).isEqualTo(2);

        assertThat(err.toString()).contains("holds no volume that can be read");
    }

    @Test
    void should_not_overwrite_a_feature() throws Exception {
        Path output = directory.resolve("mine.npy");
        Files.writeString(output, "mine");

        assertThat(run("embed", "--encoder", "e", "--input", "i", "--output", output.toString()))
                .isEqualTo(2);

        assertThat(output).hasContent("mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"film.png", "film.jpg", "films"})
    void should_refuse_2d_images_where_the_network_is_3d(String input) throws Exception {
        BufferedImage picture = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
        ImageIO.write(picture, "png", directory.resolve("film.png").toFile());
        ImageIO.write(picture, "jpg", directory.resolve("film.jpg").toFile());
        Files.copy(
                directory.resolve("film.png"),
                Files.createDirectory(directory.resolve("films")).resolve("1.png"));
        String place = directory.resolve(input).toString();

        assertThat(run(
                        "embed",
                        "--encoder",
                        "e",
                        "--input",
                        place,
                        "--output",
                        directory.resolve("out.npy").toString()))
                .isEqualTo(2);
        assertThat(err.toString().strip())
                .startsWith("pcrl: ")
                .contains(place)
                .endsWith(" is a 2D image, where a 3D volume is needed")
                .doesNotContain("\n");
        assertThat(directory.resolve("out.npy")).doesNotExist();
    }

    @Test
    void should_convert_a_volume_and_keep_voxels_geometry_and_modality() {
        Affine oblique = Affine.ofRows(-0.75, 0.125, 0, 12.25, 0.125, 0.75, 0.5, -33.5, 0, -0.5, 2.5, 7);
        Volume volume = new Volume(new Geometry(3, 2, 1, oblique), 1, Modality.CT, new float[] {1, 2, 3, 4, 5, 6});
        NiftiWriter.write(volume, Store.local(), hadoopPath("ct.nii.gz"));

        assertThat(convert("ct.nii.gz", "copy.nii")).isZero();
        assertThat(convert("ct.nii.gz", "copy.npy")).isZero();

        Volume copy = VolumeReaders.standard().read(Store.local(), hadoopPath("copy.nii"));
        assertThat(copy.geometry()).isEqualTo(volume.geometry());
        assertThat(copy.voxels()).isEqualTo(volume.voxels());
        assertThat(copy.modality()).isEqualTo(Modality.CT);
        assertThat(directory.resolve("copy.npy"))
                .binaryContent()
                .asString(ISO_8859_1)
                .contains("'fortran_order': True, 'shape': (3, 2, 1,)");
    }

    @Test
    void should_convert_a_picture_as_it_is_stored() throws Exception {
        BufferedImage picture = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        picture.getRaster().setPixels(0, 0, 2, 1, new int[] {10, 40000});
        ImageIO.write(picture, "png", directory.resolve("film.png").toFile());

        assertThat(convert("film.png", "film.nii")).isZero();

        Volume film = VolumeReaders.standard().read(Store.local(), hadoopPath("film.nii"));
        assertThat(film.geometry().size(0)).isEqualTo(2);
        assertThat(film.at(0)).isEqualTo(10);
        assertThat(film.at(1)).isEqualTo(40000);
    }

    @Test
    void should_not_convert_onto_a_file_or_into_an_unknown_format() throws Exception {
        Files.writeString(directory.resolve("mine.npy"), "mine");

        assertThat(convert("none.nii", "mine.npy")).isEqualTo(2);
        assertThat(convert("none.nii", "volume.png")).isEqualTo(2);

        assertThat(directory.resolve("mine.npy")).hasContent("mine");
        assertThat(err.toString()).contains("mine.npy exists already", "volume.png: NIfTI files are named");
    }

    private int convert(String from, String to) {
        return run(
                "convert",
                directory.resolve(from).toString(),
                directory.resolve(to).toString());
    }

    private org.apache.hadoop.fs.Path hadoopPath(String name) {
        return new org.apache.hadoop.fs.Path(directory.resolve(name).toUri());
    }

    @Test
    void should_call_settings_that_spark_refuses_a_wrong_usage() throws Exception {
        Path config = Files.writeString(directory.resolve("c.yaml"), "seed: 1\n");

        assertThat(run("views", "--input", "x", "--output", "y", "--config", config.toString(), "--master", "foo"))
                .isEqualTo(2);

        assertThat(err.toString())
                .contains("Spark does not start with these settings: Could not parse Master URL: 'foo'")
                .doesNotContain("\tat ");
    }

    @Test
    void should_call_what_it_did_not_expect_a_bug() {
        StringWriter told = new StringWriter();

        int code = Failures.tell(new IllegalStateException("odd"), new PrintWriter(told, true), false);

        assertThat(code).isEqualTo(1);
        assertThat(told.toString()).startsWith("pcrl: this is a bug:").doesNotContain("\tat ");
    }

    @Test
    void should_call_a_full_disk_worth_a_retry() {
        StringWriter told = new StringWriter();
        IOException full = new IOException("No space left on device");

        int code = Failures.tell(new IllegalStateException("job aborted", full), new PrintWriter(told, true), false);

        assertThat(code).isEqualTo(75);
        assertThat(told.toString()).isEqualToIgnoringNewLines("pcrl: No space left on device");
    }

    @Test
    void should_call_a_damaged_shard_bad_data() {
        StringWriter told = new StringWriter();
        SparkException job = new SparkException(
                "Job aborted due to stage failure",
                new SparkException(
                        "Encountered error while reading file file:///my%20views/part-0.parquet. Details:",
                        new ParquetDecodingException("no sense")));

        int code = Failures.tell(job, new PrintWriter(told, true), false);

        assertThat(code).isEqualTo(3);
        assertThat(told.toString())
                .isEqualToIgnoringNewLines("pcrl: file:/my views/part-0.parquet: content: damaged: no sense");
    }

    private int run(String... arguments) {
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
