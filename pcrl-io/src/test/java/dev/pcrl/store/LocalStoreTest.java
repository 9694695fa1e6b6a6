package dev.pcrl.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.pcrl.failure.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStoreTest extends StoreContract {
    @TempDir
    static Path directory;

    LocalStoreTest() {
        super(new org.apache.hadoop.fs.Path(directory.toUri()));
    }

    @Override
    Store store() {
        return Store.local();
    }

    @Test
    void should_refuse_a_password_without_repeating_it() {
        assertThatThrownBy(() -> Store.path("s3a://AKIA123:hunter2@scans/ct.nii"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("password")
                .message()
                .doesNotContain("AKIA123", "hunter2");
        assertThat(Store.path("/data/a:b@c/ct.nii")).hasToString("/data/a:b@c/ct.nii");
    }

    @Test
    void should_list_links_to_nothing_and_follow_no_link_to_a_directory_around_it(@TempDir Path around)
            throws IOException {
        Path below = Files.createDirectory(around.resolve("below"));
        Files.writeString(below.resolve("1.nii"), "text");
        Files.createSymbolicLink(below.resolve("2.nii"), Path.of("annex/objects/2"));
        Files.createSymbolicLink(below.resolve("10:30.nii"), Path.of("nowhere"));
        Files.createSymbolicLink(below.resolve("up"), around);

        assertThat(Store.local().files(new org.apache.hadoop.fs.Path(around.toUri())))
                .extracting(file -> file.path().toUri().getPath(), StoredFile::length)
                .containsExactlyInAnyOrder(
                        tuple(below + "/1.nii", 4L), tuple(below + "/2.nii", 0L), tuple(below + "/10:30.nii", 0L));
    }
}
