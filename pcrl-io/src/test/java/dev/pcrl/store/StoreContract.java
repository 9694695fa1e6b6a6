package dev.pcrl.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.failure.UsageException;
import dev.pcrl.read.NiftiWriter;
import dev.pcrl.read.VolumeReaders;
import dev.pcrl.volume.Affine;
import dev.pcrl.volume.Geometry;
import dev.pcrl.volume.Modality;
import dev.pcrl.volume.Volume;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

/** What every store must do, whichever file system lies below it. */
abstract class StoreContract {
    private final Path root;

    /** @param root a directory of the store; tests work in directories of their own below it */
    StoreContract(Path root) {
        this.root = new Path(root, UUID.randomUUID().toString());
    }

    abstract Store store();

    @Test
    void should_give_back_what_was_written() {
        Path file = path("a/b/text.txt");

        store().writeText(file, "Größe\n");

        assertThat(store().readText(file)).isEqualTo("Größe\n");
        assertThat(store().length(file)).isEqualTo(8);
        assertThat(store().exists(file)).isTrue();
        assertThat(store().isDirectory(file)).isFalse();
        assertThat(store().isDirectory(path("a/b"))).isTrue();
    }

    @Test
    void should_write_over_a_file() {
        Path file = path("text.txt");
        store().writeText(file, "a longer first text");

        store().writeText(file, "second");

        assertThat(store().readText(file)).isEqualTo("second");
    }

    @Test
    void should_leave_nothing_of_a_file_that_could_not_be_written_whole() throws IOException {
        Path file = path("text.txt");
        store().writeText(file, "first");

        assertThatThrownBy(() -> store().write(file, out -> {
                    out.write("half of the sec".getBytes(UTF_8));
                    throw new IOException("the writer fails");
                }))
                .hasMessageContaining("the writer fails")
                .hasMessageContaining("text.txt");

        assertThat(store().readText(file)).isEqualTo("first");
        assertThat(path("").getFileSystem(new Configuration()).listStatus(path("")))
                .hasSize(1);
    }

    @Test
    void should_not_list_what_a_killed_process_left_half_written() throws IOException {
        store().writeText(path("text.txt"), "whole");
        store().writeText(path(".text.txt." + UUID.randomUUID() + ".tmp"), "ha");

        assertThat(store().children(path(""))).extracting(Path::getName).containsExactly("text.txt");
    }

    @Test
    void should_leave_nothing_of_a_failed_writer_that_closed_its_stream() {
        Path file = path("text.txt");
        store().writeText(file, "first");

        assertThatThrownBy(() -> store().write(file, out -> {
                    try (out) {
                        out.write("half of the sec".getBytes(UTF_8));
                        throw new IOException("the writer fails");
                    }
                }))
                .hasMessageContaining("the writer fails");

        assertThat(store().readText(file)).isEqualTo("first");
    }

    @Test
    void should_show_the_old_or_the_new_text_at_any_time() throws Exception {
        Path file = path("status.json");
        // of one length: S3Proxy, unlike S3, may serve the range that S3A took from the old one out of the new one
        List<String> texts = List.of("the first text", "the other text");
        store().writeText(file, texts.get(0));

        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        try (Together together = new Together(2)) {
            CountDownLatch done = new CountDownLatch(1);
            together.start(() -> {
                while (done.getCount() > 0) {
                    seen.add(store().readText(file));
                }
            });
            together.start(() -> {
                try {
                    for (int i = 0; i < 40; i++) {
                        store().writeText(file, texts.get(i % 2));
                    }
                } finally {
                    done.countDown();
                }
            });
            together.join();
        }

        assertThat(seen).isNotEmpty().isSubsetOf(texts);
    }

    @Test
    void should_create_a_text_only_where_there_is_none() {
        Path file = path("a/claim.json");

        assertThat(store().createText(file, "mine")).isTrue();
        assertThat(store().createText(file, "yours")).isFalse();

        assertThat(store().readText(file)).isEqualTo("mine");
        assertThat(store().children(path("a"))).hasSize(1);
    }

    @Test
    void should_let_exactly_one_of_many_create_a_text() throws Exception {
        Path file = path("claim.json");
        List<String> made = Collections.synchronizedList(new ArrayList<>());
        try (Together together = new Together(8)) {
            for (int i = 0; i < 8; i++) {
                String text = "claim of " + i;
                together.start(() -> {
                    if (store().createText(file, text)) {
                        made.add(text);
                    }
                });
            }
            together.join();
        }

        assertThat(made).containsExactly(store().readText(file));
    }

    @Test
    void should_find_a_text_only_where_there_is_one() {
        store().writeText(path("text.txt"), "here");

        assertThat(store().findText(path("text.txt"))).contains("here");
        assertThat(store().findText(path("none.txt"))).isEmpty();
        assertThat(store().findText(path("nowhere/none.txt"))).isEmpty();
    }

    @Test
    void should_read_a_range_of_a_file() throws IOException {
        byte[] content = new byte[300_000];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (i * 31);
        }
        Path file = path("bytes");
        store().write(file, out -> out.write(content));
        byte[] read = new byte[1000];

        try (FSDataInputStream in = store().open(file)) {
            in.seek(250_000);
            in.readFully(read);
        }

        assertThat(read).containsExactly(Arrays.copyOfRange(content, 250_000, 251_000));
    }

    @Test
    void should_list_files_below_a_directory_without_hidden_ones() {
        for (String name :
                new String[] {"b/2.nii", "b/1.nii", "a.nii", "_SUCCESS", ".hidden", ".git/x/3.nii", "b/c/0.nii"}) {
            store().writeText(path(name), name);
        }

        assertThat(store().files(path("")))
                .extracting(file -> file.path().toUri().getPath())
                .containsExactlyInAnyOrder(
                        path("a.nii").toUri().getPath(),
                        path("b/1.nii").toUri().getPath(),
                        path("b/2.nii").toUri().getPath(),
                        path("b/c/0.nii").toUri().getPath());
        assertThat(store().children(path("b"))).extracting(Path::getName).containsExactly("1.nii", "2.nii", "c");
        assertThat(store().children(path("nowhere"))).isEmpty();
    }

    @Test
    void should_take_names_with_blanks_and_signs() {
        for (String name : new String[] {"a b.txt", "a+b.txt", "a%20b.txt", "a[1].txt", "größe.txt"}) {
            store().writeText(path(name), name);

            assertThat(store().readText(path(name))).isEqualTo(name);
        }
        assertThat(store().files(path(""))).hasSize(5);
    }

    @Test
    void should_delete_a_directory_with_all_below_it() {
        store().writeText(path("d/e/f"), "");
        store().writeText(path("dd"), "");

        store().delete(path("d"));

        assertThat(store().exists(path("d"))).isFalse();
        assertThat(store().exists(path("d/e/f"))).isFalse();
        assertThat(store().exists(path("dd"))).isTrue();
        store().delete(path("d")); // once more harms nothing
    }

    @Test
    void should_name_what_is_missing_or_of_the_wrong_kind() {
        store().writeText(path("directory/file"), "");

        for (Path missing : new Path[] {path("nowhere"), path("directory/nowhere")}) {
            assertThatThrownBy(() -> store().open(missing))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining(missing.getName())
                    .hasMessageContaining("no such file");
            assertThatThrownBy(() -> store().files(missing)).isInstanceOf(UsageException.class);
            assertThat(store().exists(missing)).isFalse();
        }
        assertThatThrownBy(() -> store().open(path("directory")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("is a directory");
        assertThatThrownBy(() -> store().writeText(path("directory"), "text")).isInstanceOf(UsageException.class);
    }

    @Test
    void should_hold_volumes() {
        float[] voxels = new float[4 * 5 * 6];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = i - 50;
        }
        Volume volume = new Volume(new Geometry(4, 5, 6, Affine.axial(1, 2, 3)), 1, Modality.UNKNOWN, voxels);
        Path file = path("volume.nii.gz");

        NiftiWriter.write(volume, store(), file);

        assertThat(VolumeReaders.standard().read(store(), file).voxels()).isEqualTo(FloatBuffer.wrap(voxels));
    }

    final Path path(String name) {
        return name.isEmpty() ? root : new Path(root, name);
    }
}
