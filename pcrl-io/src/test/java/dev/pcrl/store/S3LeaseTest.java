package dev.pcrl.store;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Against S3Proxy in a process of its own. */
class S3LeaseTest extends LeaseContract {
    @TempDir
    static Path root;

    private static S3Server server;

    S3LeaseTest() {
        super(new org.apache.hadoop.fs.Path("s3a://" + S3Server.BUCKET + "/leases"));
    }

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        server = S3Server.start(root);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Override
    Store store() {
        Configuration configuration = new Configuration();
        server.settings().forEach(configuration::set);
        return new Store(configuration);
    }
}
