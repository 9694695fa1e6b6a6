package dev.pcrl.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.view.Size;
import dev.pcrl.view.SourceHash;
import dev.pcrl.view.View;
import dev.pcrl.view.ViewBundle;
import dev.pcrl.view.ViewSampler;
import dev.pcrl.view.ViewSettings;
import dev.pcrl.view.Volumes;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.junit.jupiter.api.Test;

class BundleRowsTest {
    private static final ViewBundle BUNDLE =
            new ViewSampler(ViewSettings.paper(), 5).sample(Volumes.cylinder(128, 128, 70), SourceHash.of("a"), 2);

    @Test
    void should_come_back_within_half_a_step() {
        ViewBundle back = BundleRows.toBundle(row(BUNDLE), "shards");
        assertThat(back)
                .usingRecursiveComparison()
                .ignoringFields("globalViews", "localViews")
                .isEqualTo(BUNDLE);
        for (int i = 0; i < 2; i++) {
            assertClose(back.globalViews().get(i), BUNDLE.globalViews().get(i));
        }
        for (int i = 0; i < 6; i++) {
            assertClose(back.localViews().get(i), BUNDLE.localViews().get(i));
        }
    }

    @Test
    void should_keep_what_was_once_quantised() {
        ViewBundle once = BundleRows.toBundle(row(BUNDLE), "shards");
        assertThat(BundleRows.toBundle(row(once), "shards")).isEqualTo(once);
    }

    @Test
    void should_be_little_endian_with_zero_and_one_at_the_ends() {
        View view = new View(new Size(1, 1, 3), 1, new float[] {0, 1, 258 / 65535f});
        byte[] bytes = Quantiser.ofUnitInterval().encode(view);
        assertThat(bytes).containsExactly(0, 0, -1, -1, 2, 1);
        assertThat(Quantiser.ofUnitInterval().decode(bytes, view.size(), 1)).isEqualTo(view);
    }

    @Test
    void should_refuse_values_outside_zero_and_one() {
        for (float value : new float[] {-0.1f, 1.1f, Float.NaN}) {
            View view = new View(new Size(1, 1, 1), 1, new float[] {value});
            assertThatThrownBy(() -> Quantiser.ofUnitInterval().encode(view))
                    .hasMessage("a view's value is out of range: " + value);
        }
    }

    @Test
    void should_take_less_than_700_kilobytes_at_the_papers_sizes() {
        Row row = BundleRows.toRow(BUNDLE);
        long bytes = 0;
        for (int column : new int[] {13, 14}) {
            for (byte[] view : (byte[][]) row.get(column)) {
                bytes += view.length;
            }
        }
        assertThat(bytes).isEqualTo(2 * (2 * 64 * 64 * 32 + 6 * 16 * 16 * 16)).isLessThan(700_000);
    }

    @Test
    void should_name_the_bundle_and_what_is_wrong_with_it() {
        String place = "shards: bundle " + BUNDLE.id() + ": ";
        assertBad(place + "format version 2; this PCRL reads version 1: update it", "format_version", 2);
        assertBad(place + "column seed is null", "seed", null);
        assertBad(place + "column spacing holds a null", "spacing", new Double[] {1.0, null, 1.0});
        assertBad(place + "spacing needs 3 numbers: [1.0, 2.0]", "spacing", new Double[] {1.0, 2.0});
        assertBad(place + "No enum constant dev.pcrl.volume.Modality.PET", "modality", "PET");
        assertBad(place + "scale must be a number above 0: 0.0", "scale", 0.0);
        assertBad(place + "global_shape must be x, y, z and channels: [64, 64, 32]", "global_shape", new Integer[] {
            64, 64, 32
        });
        assertBad(
                place + "view 0 of global_views has 262144 bytes; 131072 are expected for global_shape [64, 64, 16, 1]",
                "global_shape",
                new Integer[] {64, 64, 16, 1});
        assertBad(
                place + "view 1 of global_views has 9 bytes; 262144 are expected for global_shape [64, 64, 32, 1]",
                "global_views",
                new byte[][] {new byte[262144], new byte[9]});
        assertBad(place + "1 global views for 2 boxes", "global_views", new byte[][] {new byte[262144]});
    }

    @Test
    void should_keep_a_bundle_without_local_views() {
        ViewBundle without = new ViewBundle(
                1,
                BUNDLE.sourceHash(),
                5,
                0,
                BUNDLE.modality(),
                BUNDLE.spacing(),
                BUNDLE.globalBoxes(),
                List.of(),
                BUNDLE.globalViews(),
                List.of());
        assertThat(BundleRows.toBundle(row(without), "shards").localViews()).isEmpty();
    }

    private static void assertBad(String message, String column, Object value) {
        Row good = BundleRows.toRow(BUNDLE);
        Object[] values = new Object[good.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = good.get(i);
        }
        values[BundleSchema.columns().fieldIndex(column)] = value;
        assertThatThrownBy(() -> BundleRows.toBundle(row(values), "shards"))
                .isInstanceOf(BadDataException.class)
                .hasMessage(message);
    }

    private static Row row(ViewBundle bundle) {
        Row row = BundleRows.toRow(bundle);
        Object[] values = new Object[row.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.get(i);
        }
        return row(values);
    }

    /** A row as Spark hands it out: with its schema, and arrays as Scala sequences. */
    private static Row row(Object[] values) {
        Object[] converted = Arrays.stream(values)
                .map(value -> value instanceof Object[] array
                        ? scala.collection.JavaConverters.asScalaBuffer(Arrays.asList(array))
                                .toSeq()
                        : value)
                .toArray();
        return new GenericRowWithSchema(converted, BundleSchema.columns());
    }

    private static void assertClose(View view, View expected) {
        assertThat(view.size()).isEqualTo(expected.size());
        float[] values = view.toArray();
        float[] others = expected.toArray();
        for (int i = 0; i < values.length; i++) {
            assertThat((double) values[i]).isCloseTo(others[i], within(0.5 / 65535 + 1e-7));
        }
    }
}
