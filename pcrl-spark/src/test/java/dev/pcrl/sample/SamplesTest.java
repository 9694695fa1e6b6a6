package dev.pcrl.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.failure.UnavailableException;
import dev.pcrl.failure.UsageException;
import dev.pcrl.volume.Affine;
import dev.pcrl.volume.Geometry;
import dev.pcrl.volume.Modality;
import dev.pcrl.volume.Volume;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplesTest {
    private static final Geometry GRID = new Geometry(2, 1, 1, Affine.axial(1, 1, 1));

    @TempDir
    private Path registry;

    @TempDir
    private Path parent;

    private Path directory;
    private FolderClient client;

    /** Serves packages from folders named after them; everything else is out of reach. */
    private static final class FolderClient implements PackageClient {
        private final Path registry;
        private final List<String> asked = new ArrayList<>();

        private FolderClient(Path registry) {
            this.registry = registry;
        }

        @Override
        public Unpacked fetch(PackageReference reference, Path folder) {
            asked.add(reference.name());
            Path root = registry.resolve(reference.name());
            if (!Files.isDirectory(root)) {
                throw new UnavailableException("no network to get " + reference.name(), null);
            }
            return new Unpacked(root, "9.1-2");
        }
    }

    @BeforeEach
    void setUp() throws IOException {
        directory = parent.resolve("samples");
        client = new FolderClient(registry);
        for (String name : new String[] {"brain", "chest"}) {
            Files.createDirectories(registry.resolve(name));
            Files.writeString(data(name), "data of " + name, StandardCharsets.UTF_8);
        }
    }

    @Test
    void should_copy_convert_and_tell_where_each_file_comes_from() throws IOException {
        Obtained obtained = obtain(copied(), converted());

        assertThat(directory.resolve("brain.nii.gz")).hasSameBinaryContentAs(data("brain"));
        assertThat(directory.resolve("chest.nii.gz")).isNotEmptyFile();
        assertThat(obtained.outcome().real())
                .containsExactly(directory.resolve("brain.nii.gz"), directory.resolve("chest.nii.gz"));
        assertThat(Files.readString(directory.resolve("SOURCES.md")))
                .contains("| brain.nii.gz | " + Checksum.sha256(data("brain")))
                .contains("| debian chest 9.1-2 | data.bin | MIT | a chest |");
        assertThat(names()).containsExactly("SOURCES.md", "brain.nii.gz", "chest.nii.gz");
    }

    @Test
    void should_not_fetch_again_what_is_there() throws IOException {
        obtain(copied(), converted());
        String sources = Files.readString(directory.resolve("SOURCES.md"));
        FileTime written = Files.getLastModifiedTime(directory.resolve("chest.nii.gz"));
        client.asked.clear();

        Obtained again = obtain(copied(), converted());

        assertThat(client.asked).isEmpty();
        assertThat(again.outcome().real()).hasSize(2);
        assertThat(Files.getLastModifiedTime(directory.resolve("chest.nii.gz"))).isEqualTo(written);
        assertThat(Files.readString(directory.resolve("SOURCES.md"))).isEqualTo(sources);
    }

    @Test
    void should_fetch_again_what_was_damaged() throws IOException {
        obtain(copied(), converted());
        Files.writeString(directory.resolve("brain.nii.gz"), "damaged");
        client.asked.clear();

        obtain(copied(), converted());

        assertThat(client.asked).containsExactly("brain");
        assertThat(directory.resolve("brain.nii.gz")).hasSameBinaryContentAs(data("brain"));
    }

    @Test
    void should_refuse_a_wrong_checksum_and_put_nothing_in_its_place() throws IOException {
        Sample brain = copied();
        Files.writeString(data("brain"), "something else");

        Obtained obtained = obtain(brain, converted());

        assertThat(obtained.outcome().refused()).containsExactly("brain.nii.gz");
        assertThat(obtained.outcome().phantoms()).isEmpty();
        assertThat(obtained.log())
                .contains("brain.nii.gz: REFUSED, and replaced by nothing")
                .contains(Checksum.sha256(data("brain")))
                .contains(brain.sha256());
        assertThat(names()).containsExactly("SOURCES.md", "chest.nii.gz");
    }

    @Test
    void should_refuse_a_package_that_lost_its_file() throws IOException {
        Sample brain = copied();
        Files.delete(data("brain"));

        assertThat(obtain(brain).log()).contains("data.bin: is not in this version of the package");
    }

    @Test
    void should_stand_in_a_phantom_for_what_cannot_be_had_until_it_can() throws IOException {
        Sample brain = copied();
        Path hidden = Files.move(registry.resolve("brain"), registry.resolve("hidden"));

        Obtained obtained = obtain(brain, converted());

        assertThat(obtained.outcome().phantoms()).containsExactly(directory.resolve("phantom-thorax-1.nii.gz"));
        assertThat(obtained.log())
                .contains("brain.nii.gz: cannot be had (no network to get brain)")
                .contains("the PHANTOM phantom-thorax-1.nii.gz stands in for it")
                .contains("1 real volumes, 1 PHANTOMS in place of real ones, 0 refused");
        assertThat(Files.readString(directory.resolve("SOURCES.md"))).contains("PHANTOM, computed, no patient");

        Files.move(hidden, registry.resolve("brain"));
        obtain(brain, converted());

        assertThat(names()).containsExactly("SOURCES.md", "brain.nii.gz", "chest.nii.gz");
    }

    @Test
    void should_fetch_a_package_once_for_all_its_samples_even_in_vain() throws IOException {
        Sample brain = copied();
        Sample same = new Sample("b.nii.gz", brain.source(), "data.bin", brain.sha256(), Optional.empty(), "MIT", "b");
        obtain(brain, same);
        assertThat(client.asked).containsExactly("brain");

        client.asked.clear();
        Files.move(registry.resolve("brain"), registry.resolve("hidden"));
        Files.delete(directory.resolve("brain.nii.gz"));
        Files.delete(directory.resolve("b.nii.gz"));
        Obtained obtained = obtain(brain, same);

        assertThat(client.asked).containsExactly("brain");
        assertThat(obtained.outcome().phantoms().stream().map(Path::getFileName).map(Path::toString))
                .containsExactly("phantom-thorax-1.nii.gz", "phantom-head-1.nii.gz");
    }

    @ParameterizedTest
    @ValueSource(strings = {"brain.nii.gz", "phantom-thorax-1.nii.gz", "notes.txt", "SOURCES.md"})
    void should_leave_a_directory_of_somebody_else_as_it_is(String name) throws IOException {
        Files.createDirectories(directory);
        byte[] written = {(byte) 0xff, 'm', 'i', 'n', 'e'};
        Files.write(directory.resolve(name), written);

        assertThatThrownBy(() -> obtain(copied(), converted()))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(directory + " holds something else than samples");

        assertThat(names()).containsExactly(name);
        assertThat(directory.resolve(name)).hasBinaryContent(written);
        assertThat(client.asked).isEmpty();
    }

    @Test
    void should_leave_slabs_of_a_head_as_they_are() throws IOException {
        Files.createDirectories(directory);
        SourceList parts = SourceList.ofParts();
        parts.addParts("slab-*/image.nii.gz", copied(), "9.1-2");
        parts.write(directory);

        assertThatThrownBy(() -> obtain(copied())).isInstanceOf(UsageException.class);

        assertThat(directory.resolve("SOURCES.md")).hasContent(parts.text());
    }

    @Test
    void should_go_on_after_an_interruption() throws IOException {
        Sample interrupting = sample("chest", Optional.of((file, folder) -> {
            throw new IllegalStateException("killed");
        }));
        assertThatThrownBy(() -> obtain(copied(), interrupting)).hasMessage("killed");
        assertThat(names()).containsExactly("SOURCES.md", "brain.nii.gz");

        Obtained obtained = obtain(copied(), converted());

        assertThat(obtained.outcome().real()).hasSize(2);
        assertThat(Files.readString(directory.resolve("SOURCES.md"))).contains("| brain.nii.gz |", "| chest.nii.gz |");
    }

    @Test
    void should_take_an_empty_directory() throws IOException {
        Files.createDirectories(directory);

        assertThat(obtain(copied()).outcome().real()).containsExactly(directory.resolve("brain.nii.gz"));
    }

    @Test
    void should_blame_the_user_for_a_directory_that_is_a_file() throws IOException {
        Files.writeString(directory, "a file");

        assertThatThrownBy(() -> obtain(copied())).isInstanceOf(UsageException.class);
    }

    @Test
    void should_know_at_least_two_ct_and_three_mr_volumes_with_checksums() {
        List<Sample> all = SampleCatalogue.all();

        assertThat(all).filteredOn(sample -> sample.note().startsWith("CT")).hasSizeGreaterThanOrEqualTo(2);
        assertThat(all).filteredOn(sample -> sample.note().contains("MR")).hasSizeGreaterThanOrEqualTo(3);
        assertThat(all).allSatisfy(sample -> {
            assertThat(sample.sha256()).matches("[0-9a-f]{64}");
            assertThat(sample.file()).endsWith(".nii.gz");
            assertThat(sample.note()).doesNotContain("|");
        });
        assertThat(all.stream().map(Sample::file)).doesNotHaveDuplicates();
    }

    private record Obtained(Samples.Outcome outcome, String log) {}

    private Obtained obtain(Sample... catalogue) {
        StringWriter log = new StringWriter();
        return new Obtained(
                new Samples(List.of(catalogue), client).into(directory, new PrintWriter(log)), log.toString());
    }

    private Sample copied() throws IOException {
        return sample("brain", Optional.empty());
    }

    private Sample converted() throws IOException {
        return sample("chest", Optional.of((file, folder) -> new Volume(GRID, 1, Modality.CT, new float[] {3, 4})));
    }

    private Sample sample(String name, Optional<Conversion> conversion) throws IOException {
        PackageReference source = PackageReference.debian(name);
        String sha256 = Checksum.sha256(data(name));
        return new Sample(name + ".nii.gz", source, "data.bin", sha256, conversion, "MIT", "a " + name);
    }

    private Path data(String name) {
        return registry.resolve(name).resolve("data.bin");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
