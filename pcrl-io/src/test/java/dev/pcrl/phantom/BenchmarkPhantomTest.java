package dev.pcrl.phantom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.random.RandomStream;
import dev.pcrl.volume.Geometry;
import dev.pcrl.volume.Volume;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BenchmarkPhantomTest {
    private static final int LOWEST = -1024;
    private static final int HIGHEST = 3071;

    private static List<BenchmarkPhantom> patients;

    @BeforeAll
    static void paint() {
        patients = LongStream.range(0, 8)
                .mapToObj(seed -> Phantoms.abdomen(96, 96, 48, seed))
                .toList();
    }

    private static BenchmarkPhantom small(long seed) {
        return Phantoms.abdomen(48, 48, 24, seed);
    }

    private static List<Candidate> candidates(BenchmarkPhantom phantom, Predicate<Candidate> which) {
        return phantom.candidates().stream().filter(which).toList();
    }

    /** Label of the voxel that is nearest to a candidate, by the affine: RAS, with x and y of the other sign. */
    private static float labelAt(BenchmarkPhantom phantom, Candidate candidate) {
        Geometry grid = phantom.labels().geometry();
        return phantom.labels()
                .at(
                        (int) Math.rint((-candidate.x() - grid.affine().at(0, 3))
                                / grid.affine().at(0, 0)),
                        (int) Math.rint((-candidate.y() - grid.affine().at(1, 3))
                                / grid.affine().at(1, 1)),
                        (int) Math.rint((candidate.z() - grid.affine().at(2, 3))
                                / grid.affine().at(2, 2)),
                        0);
    }

    @Test
    void should_paint_the_same_from_the_same_seed() {
        BenchmarkPhantom first = small(7);
        BenchmarkPhantom second = small(7);

        assertThat(second.image().voxels()).isEqualTo(first.image().voxels());
        assertThat(second.labels().voxels()).isEqualTo(first.labels().voxels());
        assertThat(second.candidates()).isEqualTo(first.candidates());
    }

    @Test
    void should_paint_another_patient_from_another_seed() {
        Volume first = small(1).labels();
        Volume second = small(2).labels();

        long different = IntStream.range(0, (int) first.geometry().voxels())
                .filter(i -> first.at(i) != second.at(i))
                .count();
        assertThat(different).isGreaterThan(first.geometry().voxels() / 50);
    }

    @Test
    void should_show_the_same_part_of_the_body_on_any_grid() {
        Geometry large = patients.get(0).image().geometry();
        Geometry coarse = small(0).image().geometry();

        assertThat(List.of(
                        large.affine().spacing(0),
                        large.affine().spacing(1),
                        large.affine().spacing(2)))
                .containsExactly(3.5, 3.5, 4.0);
        assertThat(coarse.affine().spacing(0)).isEqualTo(7);
        assertThat(patients.get(0).labels().geometry()).isEqualTo(large);
    }

    @Test
    void should_give_whole_hounsfield_units_and_known_labels() {
        for (BenchmarkPhantom phantom : patients) {
            int wrong = 0; // one assertion for all voxels, as a million of them take a minute
            for (int i = 0; i < phantom.image().geometry().voxels(); i++) {
                float value = phantom.image().at(i);
                float label = phantom.labels().at(i);
                boolean wholeUnits = value >= LOWEST && value <= HIGHEST && value == Math.rint(value);
                boolean known = label >= 0 && label <= AbdomenTissue.LESION.label() && label == Math.rint(label);
                wrong += wholeUnits && known ? 0 : 1;
            }
            assertThat(wrong).isZero();
        }
    }

    @Test
    void should_have_the_organs_where_they_are_in_a_body() {
        assertThat(patients).allSatisfy(phantom -> {
            assertThat(centre(phantom, AbdomenTissue.LIVER, 0)).isLessThan(48); // x runs to the left
            assertThat(centre(phantom, AbdomenTissue.SPLEEN, 0)).isGreaterThan(48);
            assertThat(centre(phantom, AbdomenTissue.KIDNEY, 1)).isGreaterThan(48); // y runs to posterior
            assertThat(centre(phantom, AbdomenTissue.KIDNEY, 2)).isLessThan(centre(phantom, AbdomenTissue.LIVER, 2));
        });
    }

    /** Mean voxel index of a tissue along an axis. */
    private static double centre(BenchmarkPhantom phantom, AbdomenTissue tissue, int axis) {
        Geometry grid = phantom.labels().geometry();
        int below = IntStream.range(0, axis).map(grid::size).reduce(1, (a, b) -> a * b);
        return IntStream.range(0, (int) grid.voxels())
                .filter(i -> phantom.labels().at(i) == tissue.label())
                .map(i -> i / below % grid.size(axis))
                .average()
                .orElseThrow();
    }

    @Test
    void should_label_a_lesion_at_each_positive_candidate_and_at_no_negative_one() {
        assertThat(patients).allSatisfy(phantom -> {
            assertThat(candidates(phantom, Candidate::isLesion))
                    .allSatisfy(one -> assertThat(labelAt(phantom, one)).isEqualTo(AbdomenTissue.LESION.label()));
            assertThat(candidates(phantom, one -> !one.isLesion()))
                    .allSatisfy(one -> assertThat(labelAt(phantom, one)).isNotEqualTo(AbdomenTissue.LESION.label()));
        });
    }

    @Test
    void should_label_no_lesion_far_from_every_candidate_for_it() {
        for (BenchmarkPhantom phantom : patients) {
            List<Candidate> lesions = candidates(phantom, Candidate::isLesion);
            Geometry grid = phantom.labels().geometry();
            long strays = IntStream.range(0, (int) grid.voxels())
                    .filter(i -> phantom.labels().at(i) == AbdomenTissue.LESION.label())
                    .filter(i -> lesions.stream().noneMatch(lesion -> isNear(lesion, i, grid)))
                    .count();
            assertThat(strays).isZero();
        }
    }

    /** Whether a voxel is no farther from a lesion's centre than its surface may bulge. */
    private static boolean isNear(Candidate lesion, int voxel, Geometry grid) {
        int slice = voxel / (grid.nx() * grid.ny());
        double x = 3.5 * (voxel % grid.nx()) - lesion.x();
        double y = 3.5 * (voxel / grid.nx() % grid.ny()) - lesion.y();
        double z = 4 * slice - lesion.z();
        return Math.sqrt(x * x + y * y + z * z) < 0.75 * lesion.diameter().orElseThrow() + 4;
    }

    @Test
    void should_have_one_to_six_lesions_and_three_negatives_for_each_and_six_at_least() {
        assertThat(patients).allSatisfy(phantom -> {
            int lesions = candidates(phantom, Candidate::isLesion).size();
            assertThat(lesions).isBetween(1, 6);
            assertThat(candidates(phantom, one -> !one.isLesion())).hasSize(Math.max(6, 3 * lesions));
        });
        assertThat(patients.stream().flatMap(phantom -> phantom.candidates().stream()))
                .extracting(Candidate::kind)
                .contains(Candidate.Kind.values());
    }

    @Test
    void should_have_lesions_of_a_few_voxels_and_large_ones() {
        List<Double> diameters = patients.stream()
                .flatMap(phantom -> candidates(phantom, Candidate::isLesion).stream())
                .map(lesion -> lesion.diameter().orElseThrow())
                .toList();

        assertThat(diameters)
                .allMatch(diameter -> diameter >= 6 && diameter <= 50)
                .anyMatch(diameter -> diameter < 10)
                .anyMatch(diameter -> diameter > 30);
    }

    /**
     * If one could tell an organ by its Hounsfield units alone, the benchmark would not measure what a network knows.
     */
    @ParameterizedTest
    @EnumSource(value = AbdomenTissue.class, mode = EnumSource.Mode.EXCLUDE, names = "OTHER")
    void should_not_be_segmented_by_any_interval_of_hounsfield_units(AbdomenTissue tissue) {
        assertThat(bestDice(tissue)).isLessThan(0.4);
    }

    /** The Dice coefficient of the interval of Hounsfield units that segments a tissue of all patients best. */
    private static double bestDice(AbdomenTissue tissue) {
        long[] all = new long[HIGHEST - LOWEST + 2]; // voxels below each value
        long[] inside = new long[all.length];
        for (BenchmarkPhantom phantom : patients) {
            for (int i = 0; i < phantom.image().geometry().voxels(); i++) {
                int bin = (int) phantom.image().at(i) - LOWEST + 1;
                all[bin]++;
                inside[bin] += phantom.labels().at(i) == tissue.label() ? 1 : 0;
            }
        }
        for (int bin = 1; bin < all.length; bin++) {
            all[bin] += all[bin - 1];
            inside[bin] += inside[bin - 1];
        }
        double best = 0;
        for (int from = 0; from < all.length; from++) {
            for (int to = from + 1; to < all.length; to++) {
                double hits = inside[to] - inside[from];
                best = Math.max(best, 2 * hits / (all[to] - all[from] + inside[all.length - 1]));
            }
        }
        return best;
    }

    /** The abdomen as it was painted, before an image was taken of it. */
    private static Volume bare(long seed) {
        Canvas canvas = new Canvas(patients.get(0).image().geometry());
        new AbdomenPainter(canvas, RandomStream.of(seed).child("abdomen")).paint();
        return canvas.image();
    }

    /** What taking the image adds, in blocks of 12 voxels each way: its mean, and its deviation from that. */
    private static List<double[]> added(int seed) {
        Volume bare = bare(seed);
        Volume taken = patients.get(seed).image();
        List<double[]> blocks = new ArrayList<>();
        for (int block = 0; block < 8 * 8 * 4; block++) {
            double sum = 0;
            double squares = 0;
            int count = 0;
            for (int i = 0; i < 12 * 12 * 12; i++) {
                int x = block % 8 * 12 + i % 12;
                int y = block / 8 % 8 * 12 + i / 12 % 12;
                int z = block / 64 * 12 + i / 144;
                double lift =
                        8 * (0.5 - Math.pow(2.0 * x / 96 - 1, 2) - Math.pow(2.0 * y / 96 - 1, 2)); // of the scanner
                if (bare.at(x, y, z, 0) > -200) { // air has no gain, and is cut off at -1024
                    double added = taken.at(x, y, z, 0) - bare.at(x, y, z, 0) - lift;
                    sum += added;
                    squares += added * added;
                    count++;
                }
            }
            if (count > 1000) {
                blocks.add(new double[] {sum / count, Math.sqrt(squares / count - sum / count * sum / count)});
            }
        }
        return blocks;
    }

    @Test
    void should_be_as_noisy_as_a_scanner_and_drift_over_the_image() {
        for (int seed = 0; seed < 2; seed++) {
            List<double[]> blocks = added(seed);
            assertThat(blocks).hasSizeGreaterThan(50);
            assertThat(blocks.stream().mapToDouble(block -> block[1]).average().orElseThrow())
                    .as("noise")
                    .isBetween(14.0, 27.0);
            DoubleSummaryStatistics means =
                    blocks.stream().mapToDouble(block -> block[0]).summaryStatistics();
            assertThat(means.getMax() - means.getMin()).as("drift").isBetween(12.0, 60.0); // about 4 by noise alone
        }
    }
}
