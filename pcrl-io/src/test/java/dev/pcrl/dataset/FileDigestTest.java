package dev.pcrl.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.failure.BadDataException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDigestTest {
    @TempDir
    private java.nio.file.Path directory;

    private ManifestFile digest(String name) {
        return FileDigest.of(DatasetTree.STORE, new Path(directory.resolve(name).toString()));
    }

    /** The example of FIPS 180-4. */
    @Test
    void should_be_the_sha_256() {
        new DatasetTree(directory).bytes("a", "abc".getBytes(StandardCharsets.US_ASCII));

        assertThat(digest("a").sha256()).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(digest("a").bytes()).isEqualTo(3);
    }

    @Test
    void should_refuse_an_empty_file_and_a_packed_one_that_was_cut() throws IOException {
        new DatasetTree(directory).bytes("empty.nii", new byte[0]).nifti("cut.nii.gz");
        byte[] packed = Files.readAllBytes(directory.resolve("cut.nii.gz"));
        Files.write(directory.resolve("cut.nii.gz"), Arrays.copyOf(packed, packed.length - 4));

        assertThatThrownBy(() -> digest("empty.nii"))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("empty.nii: byte 0: the file is empty");
        assertThatThrownBy(() -> digest("cut.nii.gz"))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("cut.nii.gz: unpacked byte ");
    }

    /** Hadoop keeps checksums beside files that it copied. */
    @Test
    void should_refuse_bytes_that_are_not_those_of_the_checksum_beside_them() throws IOException {
        Path file = new Path(directory.resolve("a.nii").toString());
        try (FileSystem checked = FileSystem.newInstanceLocal(new Configuration());
                OutputStream out = checked.create(file)) {
            out.write(new byte[100]);
        }
        Files.write(directory.resolve("a.nii"), new byte[] {1}, StandardOpenOption.WRITE);

        assertThatThrownBy(() -> digest("a.nii"))
                .isInstanceOf(BadDataException.class)
                .hasMessageEndingWith("a.nii: bytes: they do not match their checksum in the store");
    }
}
