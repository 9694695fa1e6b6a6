package dev.pcrl.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.failure.UsageException;
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
}
