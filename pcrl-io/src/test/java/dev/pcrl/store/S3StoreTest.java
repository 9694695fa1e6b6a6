package dev.pcrl.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.failure.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against S3Proxy in a process of its own. */
class S3StoreTest extends StoreContract {
    @TempDir
    static Path directory;

    private static S3Server server;

    S3StoreTest() {
        super(new org.apache.hadoop.fs.Path("s3a://" + S3Server.BUCKET + "/volumes"));
    }

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        server = S3Server.start(directory);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Override
    Store store() {
        Configuration configuration = new Configuration();
        server.settings().forEach(configuration::set);
        configuration.setInt("fs.s3a.paging.maximum", 2); // listings of several answers
        return new Store(configuration);
    }

    @Test
    void should_call_a_missing_bucket_a_mistake() {
        var nowhere = new org.apache.hadoop.fs.Path("s3a://no-such-bucket/ct.nii");

        assertThatThrownBy(() -> store().length(nowhere))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("no such bucket");
    }

    @Test
    void should_call_what_can_be_no_bucket_a_mistake() {
        var misnamed = new org.apache.hadoop.fs.Path("s3a://ct_scans/ct.nii");

        assertThatThrownBy(() -> store().length(misnamed))
                .isInstanceOf(UsageException.class)
                .hasMessage("cannot use s3a://ct_scans/ct.nii: ct_scans is no name of a host or bucket");
    }
}
