package dev.pcrl.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.RemoteIterator;
import org.junit.jupiter.api.Test;

class LazyListingTest {
    @Test
    void should_ask_for_no_more_of_a_listing_than_is_used() throws IOException {
        Configuration configuration = new Configuration();
        configuration.setClass("fs.crowded.impl", Crowded.class, FileSystem.class);
        Path directory = new Path("crowded:///scans");
        Crowded files = (Crowded) directory.getFileSystem(configuration);

        assertThat(new Store(configuration).files(directory).limit(10)).hasSize(10);

        assertThat(files.listed).isLessThanOrEqualTo(11);
        assertThat(new Store(configuration).files(directory).count()).isEqualTo(Crowded.FILES);
    }

    /** Has very many files, which it counts as they are asked for. */
    static final class Crowded extends RawLocalFileSystem {
        static final int FILES = 100_000;

        private int listed;

        @Override
        public URI getUri() {
            return URI.create("crowded:///");
        }

        @Override
        public RemoteIterator<LocatedFileStatus> listFiles(Path path, boolean recursive) {
            return new RemoteIterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return next < FILES;
                }

                @Override
                public LocatedFileStatus next() {
                    listed++;
                    FileStatus status = new FileStatus(1, false, 1, 1, 0, new Path(path, next++ + ".dcm"));
                    return new LocatedFileStatus(status, null);
                }
            };
        }
    }
}
