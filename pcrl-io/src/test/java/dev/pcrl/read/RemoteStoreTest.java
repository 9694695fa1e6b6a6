package dev.pcrl.read;

import static dev.pcrl.read.TestFiles.gzip;
import static dev.pcrl.read.TestFiles.join;
import static dev.pcrl.read.TestFiles.voxels;
import static dev.pcrl.read.TestFiles.write;
import static dev.pcrl.read.TestFiles.zlib;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.failure.UnavailableException;
import dev.pcrl.store.Store;
import dev.pcrl.volume.Volume;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoteStoreTest {
    @TempDir
    Path directory;

    /** A file of each kind, with the voxels 1 to 6. */
    private static Map<String, byte[]> files() {
        byte[] nifti = NiftiBytes.little().file();
        byte[] voxels = NiftiBytes.oneToSix(LITTLE_ENDIAN);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("plain.nii", nifti);
        files.put("packed.nii.gz", gzip(nifti));
        files.put("members.nii.gz", join(gzip(Arrays.copyOf(nifti, 353)), gzip(Arrays.copyOfRange(nifti, 353, 364))));
        files.put("plain.mha", join(MetaImageReaderTest.header("", "LOCAL"), voxels));
        files.put("packed.mha", join(MetaImageReaderTest.header("CompressedData = True\n", "LOCAL"), zlib(voxels)));
        return files;
    }

    @Test
    void should_be_read_however_few_bytes_it_gives_at_a_time() {
        files().forEach((name, content) -> {
            write(directory, name, content);

            assertThat(voxels(read(name, Long.MAX_VALUE))).as(name).containsExactly(1, 2, 3, 4, 5, 6);
        });
    }

    @Test
    void should_be_tried_again_where_it_fails_on_the_way() {
        files().forEach((name, content) -> {
            write(directory, name, content);

            for (int byteNumber = 0; byteNumber < content.length; byteNumber++) {
                int failsAt = byteNumber;
                assertThatThrownBy(() -> read(name, failsAt))
                        .as("%s from byte %d on", name, failsAt)
                        .isInstanceOf(UnavailableException.class)
                        .hasMessageContaining(name)
                        .hasMessageContaining("connection reset");
            }
        });
    }

    private Volume read(String name, long failsAt) {
        Store store = new Store(SlowFileSystem.configuration(failsAt));
        return VolumeReaders.standard().read(store, new org.apache.hadoop.fs.Path("slow://" + directory + "/" + name));
    }
}
