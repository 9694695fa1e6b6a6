package dev.pcrl.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.read.VolumeReaders;
import dev.pcrl.store.Store;
import dev.pcrl.view.Size;
import dev.pcrl.volume.Volume;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IoBenchTest {
    private static final Size SIZE = new Size(24, 20, 6);

    @TempDir
    private Path directory;

    private final Store store = Store.local();
    private final IoBench bench = new IoBench(new Harness(new Protocol(1, 3, 0, 0)), store);

    @ParameterizedTest
    @EnumSource(ScanFormat.class)
    void should_write_the_same_ct_in_each_format(ScanFormat format) {
        Volume ct = IoBench.ct(SIZE);
        org.apache.hadoop.fs.Path place = new org.apache.hadoop.fs.Path(directory.toUri());

        format.write(ct, store, place);

        Volume read = VolumeReaders.standard().read(store, format.path(place));
        assertThat(read.voxels()).isEqualTo(ct.voxels());
        assertThat(read.storedType()).isEqualTo("int16");
        for (int axis = 0; axis < 3; axis++) {
            assertThat(read.geometry().affine().spacing(axis))
                    .isEqualTo(ct.geometry().affine().spacing(axis));
        }
    }

    @Test
    void should_measure_the_chosen_formats() {
        org.apache.hadoop.fs.Path place = new org.apache.hadoop.fs.Path(directory.toUri());
        bench.write(IoBench.ct(SIZE), place);

        assertThat(names(bench.run(place, Pattern.compile(".*"))))
                .containsExactlyElementsOf(Arrays.stream(ScanFormat.values())
                        .map(ScanFormat::label)
                        .toList());
        assertThat(names(bench.run(place, Pattern.compile("dicom")))).containsExactly("dicom");
    }

    private static List<String> names(List<Measurement> measurements) {
        return measurements.stream().map(Measurement::name).toList();
    }
}
