package dev.pcrl.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.dataset.Truth;
import dev.pcrl.metric.Mask;
import dev.pcrl.random.RandomStream;
import dev.pcrl.volume.Affine;
import dev.pcrl.volume.Geometry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SampleOrderTest {
    private static final Geometry GRID = new Geometry(1, 1, 1, Affine.axial(1, 1, 1));
    private static final RandomStream STREAM = RandomStream.of(5);

    private static Sample sample(String id, Truth... truths) {
        return new Sample(TestScans.scan(id, GRID, new float[1]), new Labels.Whole(List.of(truths)));
    }

    private static List<Sample> samples(int positives, int negatives) {
        List<Sample> samples = new ArrayList<>();
        IntStream.range(0, positives).forEach(i -> samples.add(sample("p" + i, Truth.NEGATIVE, Truth.POSITIVE)));
        IntStream.range(0, negatives).forEach(i -> samples.add(sample("n" + i, Truth.NEGATIVE, Truth.UNKNOWN)));
        return samples;
    }

    private static List<String> ids(List<Sample> batch) {
        return batch.stream().map(sample -> sample.scan().id()).toList();
    }

    /** The samples of the first so many steps of one sample. */
    private static List<String> first(SampleOrder order, int steps) {
        return LongStream.range(0, steps)
                .mapToObj(step -> ids(order.batch(step, 1)).get(0))
                .toList();
    }

    @Test
    void should_go_through_every_sample_once_a_round() {
        List<Sample> samples = samples(3, 4);
        List<String> told = first(new SampleOrder(samples, 0, STREAM), 21);
        Set<List<String>> rounds = new HashSet<>();
        for (int round = 0; round < 3; round++) {
            List<String> one = told.subList(7 * round, 7 * round + 7);
            assertThat(one).containsExactlyInAnyOrderElementsOf(ids(samples));
            rounds.add(one);
        }
        assertThat(rounds).hasSize(3); // each in an order of its own
    }

    @Test
    void should_go_on_into_the_next_round_within_a_batch() {
        SampleOrder order = new SampleOrder(samples(2, 1), 0, STREAM);
        List<String> singly = first(order, 12);
        assertThat(ids(order.batch(0, 5))).isEqualTo(singly.subList(0, 5));
        assertThat(ids(order.batch(1, 5))).isEqualTo(singly.subList(5, 10));
    }

    @Test
    void should_draw_so_many_negatives_for_each_positive_anew() {
        SampleOrder order = new SampleOrder(samples(2, 20), 3, STREAM);
        Set<String> seen = new HashSet<>();
        for (int round = 0; round < 40; round++) {
            List<String> ids = ids(order.batch(round, 8));
            assertThat(ids).doesNotHaveDuplicates().contains("p0", "p1").hasSize(8);
            seen.addAll(ids);
        }
        assertThat(seen).hasSize(22);
    }

    @Test
    void should_give_whole_rounds() {
        SampleOrder order = new SampleOrder(samples(2, 20), 3, STREAM);

        assertThat(order.round(1)).isEqualTo(order.batch(1, 8)).isNotEqualTo(order.round(0));
    }

    @Test
    void should_take_all_negatives_where_there_are_fewer_or_no_positive_at_all() {
        assertThat(ids(new SampleOrder(samples(2, 3), 4, STREAM).batch(0, 5))).doesNotHaveDuplicates();
        assertThat(ids(new SampleOrder(samples(0, 3), 4, STREAM).batch(0, 3)))
                .containsExactlyInAnyOrder("n0", "n1", "n2");
    }

    /** A scan without the region teaches where it is not. */
    @Test
    void should_never_leave_out_a_scan_to_be_segmented() {
        Sample empty = new Sample(
                TestScans.scan("empty", GRID, new float[1]),
                new Labels.Regions(List.of(new Mask(GRID, new boolean[1]))));
        List<Sample> samples = new ArrayList<>(samples(1, 20));
        samples.add(empty);
        SampleOrder order = new SampleOrder(samples, 1, STREAM);
        for (int round = 0; round < 10; round++) {
            assertThat(ids(order.batch(round, 4))).contains("empty", "p0");
        }
    }

    @Test
    void should_be_a_function_of_the_step() {
        SampleOrder forwards = new SampleOrder(samples(3, 9), 2, STREAM);
        List<List<String>> batches = LongStream.range(0, 20)
                .mapToObj(step -> ids(forwards.batch(step, 4)))
                .toList();
        SampleOrder backwards = new SampleOrder(samples(3, 9), 2, STREAM);
        for (int step = 19; step >= 0; step--) {
            assertThat(ids(backwards.batch(step, 4))).isEqualTo(batches.get(step));
        }
    }

    @Test
    void should_differ_by_the_stream() {
        List<String> one = first(new SampleOrder(samples(4, 4), 0, STREAM), 16);
        assertThat(first(new SampleOrder(samples(4, 4), 0, RandomStream.of(6)), 16))
                .isNotEqualTo(one);
    }

    @Test
    void should_refuse_to_order_nothing() {
        assertThatThrownBy(() -> new SampleOrder(List.of(), 0, STREAM))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there must be samples");
    }
}
