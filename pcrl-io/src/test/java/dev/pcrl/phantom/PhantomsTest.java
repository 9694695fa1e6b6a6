package dev.pcrl.phantom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.volume.Affine;
import dev.pcrl.volume.Geometry;
import dev.pcrl.volume.Modality;
import dev.pcrl.volume.Volume;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhantomsTest {
    private static final int EDGE = 64;

    private static LabelledVolume thorax(long seed) {
        return Phantoms.thorax(EDGE, seed);
    }

    private static LabelledVolume head(long seed) {
        return Phantoms.head(EDGE, seed);
    }

    static Stream<LongFunction<LabelledVolume>> bodies() {
        return Stream.of(PhantomsTest::thorax, PhantomsTest::head);
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void should_paint_the_same_bytes_from_the_same_seed(LongFunction<LabelledVolume> body) {
        LabelledVolume first = body.apply(7);
        LabelledVolume second = body.apply(7);

        assertThat(second.image().voxels()).isEqualTo(first.image().voxels());
        assertThat(second.labels().voxels()).isEqualTo(first.labels().voxels());
        assertThat(second.lesions()).isEqualTo(first.lesions());
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void should_paint_another_patient_from_another_seed(LongFunction<LabelledVolume> body) {
        Volume first = body.apply(1).labels();
        Volume second = body.apply(2).labels();

        long different = LongStream.range(0, first.geometry().voxels())
                .filter(i -> first.at((int) i) != second.at((int) i))
                .count();
        assertThat(different).isGreaterThan(first.geometry().voxels() / 50);
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void should_give_whole_hounsfield_units_and_known_labels(LongFunction<LabelledVolume> body) {
        LabelledVolume phantom = body.apply(3);

        assertThat(phantom.image().modality()).isEqualTo(Modality.CT);
        int wrong = 0; // one assertion for all voxels, as a million of them take a minute
        for (int i = 0; i < phantom.image().geometry().voxels(); i++) {
            float value = phantom.image().at(i);
            float label = phantom.labels().at(i);
            boolean wholeUnits = value >= -1024 && value <= 3071 && value == Math.rint(value);
            boolean known = label >= 0 && label <= Structure.LESION.label() && label == Math.rint(label);
            wrong += wholeUnits && known ? 0 : 1;
        }
        assertThat(wrong).isZero();
    }

    @Nested
    class Thorax {
        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4, 5})
        void should_show_two_to_seven_labelled_lesions_where_it_says(long seed) {
            LabelledVolume phantom = thorax(seed);

            assertThat(phantom.lesions()).hasSizeBetween(2, 7);
            assertThat(phantom.lesions())
                    .allSatisfy(lesion -> assertThat(phantom.labels()
                                    .at(
                                            (int) Math.rint(lesion.x()),
                                            (int) Math.rint(lesion.y()),
                                            (int) Math.rint(lesion.z()),
                                            0))
                            .isEqualTo(Structure.LESION.label()));
        }

        @Test
        void should_hold_every_structure_of_a_chest_at_its_density() {
            LabelledVolume phantom = thorax(1);
            Map<Structure, Double> means = means(phantom);

            assertThat(means.keySet())
                    .containsAll(Set.of(
                            Structure.FAT,
                            Structure.SOFT_TISSUE,
                            Structure.BONE,
                            Structure.AIRWAY,
                            Structure.LUNG,
                            Structure.VESSEL,
                            Structure.HEART,
                            Structure.LIVER,
                            Structure.ORGAN,
                            Structure.SPINAL_CORD));
            assertThat(means.get(Structure.BACKGROUND)).isBetween(-1010.0, -940.0);
            assertThat(means.get(Structure.FAT)).isBetween(-140.0, -60.0);
            assertThat(means.get(Structure.LUNG)).isBetween(-880.0, -720.0);
            assertThat(means.get(Structure.LIVER)).isBetween(45.0, 105.0);
            assertThat(means.get(Structure.BONE)).isBetween(150.0, 700.0);
        }

        @Test
        void should_lie_on_its_back_with_the_liver_on_the_right_and_lungs_above() {
            LabelledVolume phantom = thorax(1);

            assertThat(phantom.image().geometry().affine()).isEqualTo(Affine.axial(6, 6, 6));
            assertThat(centre(phantom, Structure.LIVER)[0]).isLessThan(EDGE / 2.0); // x runs to the left
            assertThat(centre(phantom, Structure.HEART)[0]).isGreaterThan(EDGE / 2.0);
            assertThat(centre(phantom, Structure.SPINAL_CORD)[1]).isGreaterThan(EDGE / 2.0); // y runs to posterior
            assertThat(centre(phantom, Structure.LUNG)[2]).isGreaterThan(centre(phantom, Structure.LIVER)[2]);
        }
    }

    @Nested
    class Head {
        @Test
        void should_hold_every_structure_of_a_head_at_its_density() {
            Map<Structure, Double> means = means(Phantoms.head(128, 1));

            EnumSet<Structure> expected = EnumSet.of(
                    Structure.BACKGROUND,
                    Structure.FAT,
                    Structure.SOFT_TISSUE,
                    Structure.BONE,
                    Structure.AIRWAY,
                    Structure.SPINAL_CORD,
                    Structure.GREY_MATTER,
                    Structure.WHITE_MATTER,
                    Structure.CEREBROSPINAL_FLUID,
                    Structure.EYE);
            assertThat(means.keySet()).containsAll(expected);
            assertThat(means.get(Structure.WHITE_MATTER)).isBetween(24.0, 36.0);
            assertThat(means.get(Structure.GREY_MATTER)).isGreaterThan(means.get(Structure.WHITE_MATTER));
            assertThat(means.get(Structure.BONE)).isBetween(500.0, 1000.0);
        }

        @Test
        void should_have_blood_in_some_patients_and_none_in_others() {
            List<Integer> counts = LongStream.range(0, 12)
                    .mapToObj(seed -> Phantoms.head(32, seed))
                    .map(phantom -> {
                        boolean labelled = means(phantom).containsKey(Structure.LESION);
                        assertThat(labelled).isEqualTo(!phantom.lesions().isEmpty());
                        return phantom.lesions().size();
                    })
                    .toList();

            assertThat(counts).contains(0, 1).allMatch(count -> count <= 2);
        }

        @Test
        void should_look_forward_and_stand_upright() {
            LabelledVolume phantom = head(2);

            assertThat(centre(phantom, Structure.EYE)[1]).isLessThan(EDGE / 4.0);
            assertThat(centre(phantom, Structure.WHITE_MATTER)[2]).isGreaterThan(centre(phantom, Structure.EYE)[2]);
            assertThat(centre(phantom, Structure.SPINAL_CORD)[2]).isLessThan(EDGE / 4.0);
        }
    }

    @Test
    void should_paint_thick_slices_and_small_fields_of_view() {
        Geometry thick = new Geometry(48, 40, 12, Affine.axial(8, 8, 30));

        assertThat(Phantoms.thorax(thick, 1).image().geometry()).isEqualTo(thick);
        assertThat(Phantoms.head(16, 16, 16, 2, 1).lesions()).hasSizeLessThanOrEqualTo(2);
        assertThat(Phantoms.thorax(1, 1, 1, 5, 1).image().geometry().voxels()).isEqualTo(1);
    }

    @Test
    void should_refuse_grids_that_are_not_axial() {
        Geometry turned = new Geometry(4, 4, 4, Affine.ofRows(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0));

        assertThatThrownBy(() -> Phantoms.head(turned, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Map<Structure, Double> means(LabelledVolume phantom) {
        double[] sums = new double[Structure.values().length];
        int[] counts = new int[sums.length];
        for (int i = 0; i < phantom.image().geometry().voxels(); i++) {
            int label = (int) phantom.labels().at(i);
            sums[label] += phantom.image().at(i);
            counts[label]++;
        }
        Map<Structure, Double> means = new EnumMap<>(Structure.class);
        for (Structure structure : Structure.values()) {
            int label = structure.label();
            if (counts[label] > 0) {
                means.put(structure, sums[label] / counts[label]);
            }
        }
        return means;
    }

    /** Mean voxel indices of a structure. */
    private static double[] centre(LabelledVolume phantom, Structure structure) {
        double[] sums = new double[3];
        int count = 0;
        for (int z = 0; z < EDGE; z++) {
            for (int y = 0; y < EDGE; y++) {
                for (int x = 0; x < EDGE; x++) {
                    if (phantom.labels().at(x, y, z, 0) == structure.label()) {
                        sums[0] += x;
                        sums[1] += y;
                        sums[2] += z;
                        count++;
                    }
                }
            }
        }
        return new double[] {sums[0] / count, sums[1] / count, sums[2] / count};
    }
}
