package dev.pcrl.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.dataset.ManifestFile;
import dev.pcrl.dataset.ManifestImage;
import dev.pcrl.read.VolumeInput;
import dev.pcrl.store.StoredFile;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

class DataHashTest {
    private static final List<SizedVolume> DATA =
            List.of(listed("file:/here", "a.nii.gz", 100), listed("file:/here", "b.nii.gz", 200));

    @Test
    void should_agree_for_equal_data_in_another_place_and_order() {
        List<SizedVolume> copy =
                List.of(listed("s3a://bucket/x", "b.nii.gz", 200), listed("s3a://bucket/x", "a.nii.gz", 100));

        assertThat(DataHash.of(copy)).isEqualTo(DataHash.of(DATA)).matches("[0-9a-f]{16}");
    }

    @Test
    void should_differ_for_another_size_name_or_number_of_volumes() {
        assertThat(List.of(
                        DataHash.of(DATA),
                        DataHash.of(DATA.subList(0, 1)),
                        DataHash.of(List.of(DATA.get(0), listed("file:/here", "b.nii.gz", 201))),
                        DataHash.of(List.of(DATA.get(0), listed("file:/here", "c.nii.gz", 200))),
                        DataHash.of(
                                List.of(listed("file:/here", "a.nii.gz", 200), listed("file:/here", "b.nii.gz", 100)))))
                .doesNotHaveDuplicates();
    }

    @Test
    void should_see_other_contents_of_the_same_size_by_the_checksums_of_a_manifest() {
        String hash = DataHash.of(List.of(named("file:/here/a.nii.gz", "0a")));

        assertThat(DataHash.of(List.of(named("hdfs:/there/a.nii.gz", "0a")))).isEqualTo(hash);
        assertThat(DataHash.of(List.of(named("file:/here/a.nii.gz", "0b")))).isNotEqualTo(hash);
    }

    private static SizedVolume listed(String place, String name, long bytes) {
        return SizedVolume.listed(VolumeInput.of(List.of(new StoredFile(new Path(place, name), bytes))), name);
    }

    private static SizedVolume named(String uri, String checksum) {
        ManifestFile file = new ManifestFile(uri, 100, checksum.repeat(32));
        return SizedVolume.of(List.of(new ManifestImage("image", List.of(file), List.of())), "a");
    }
}
