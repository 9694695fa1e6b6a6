package dev.pcrl.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EpochOrderTest {
    @ParameterizedTest
    @CsvSource({"10, 4, 3", "8, 4, 2", "9, 4, 3", "3, 2, 1", "5, 2, 2", "2, 32, 1", "7, 7, 1", "100, 3, 34"})
    void should_see_each_bundle_once_an_epoch_in_batches_of_nearly_one_size(int bundles, int batch, int steps) {
        EpochOrder order = new EpochOrder(shards(bundles, 3), batch, 5);

        assertThat(order.stepsPerEpoch()).isEqualTo(steps);
        for (int epoch = 0; epoch < 3; epoch++) {
            List<List<EpochOrder.Place>> batches = order.batches((long) epoch * steps, steps);
            assertThat(batches.stream().flatMap(List::stream).map(EpochOrder.Place::bundle))
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.range(0, bundles).boxed().toList());
            int smallest = batches.stream().mapToInt(List::size).min().getAsInt();
            int largest = batches.stream().mapToInt(List::size).max().getAsInt();
            assertThat(smallest).isGreaterThanOrEqualTo(2);
            assertThat(largest - smallest).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void should_give_the_same_batches_from_any_step_on() {
        EpochOrder order = new EpochOrder(shards(23, 4), 4, 5);

        List<List<EpochOrder.Place>> whole = order.batches(0, 20);

        for (int step = 0; step < 20; step++) {
            assertThat(order.batches(step, 1)).containsExactly(whole.get(step));
        }
    }

    @Test
    void should_not_depend_on_file_names_or_their_order() {
        List<EpochOrder.Shard> shards = shards(23, 4);
        List<EpochOrder.Shard> renamed = new ArrayList<>();
        for (EpochOrder.Shard shard : shards) {
            renamed.add(0, new EpochOrder.Shard("x" + shard.file(), shard.bundles()));
        }

        assertThat(ids(new EpochOrder(shards, 4, 5))).isEqualTo(ids(new EpochOrder(renamed, 4, 5)));
    }

    @Test
    void should_differ_between_epochs_and_seeds() {
        EpochOrder order = new EpochOrder(shards(23, 4), 4, 5);

        assertThat(order.batches(0, 6)).isNotEqualTo(order.batches(6, 6));
        assertThat(ids(order)).isNotEqualTo(ids(new EpochOrder(shards(23, 4), 4, 6)));
    }

    @Test
    void should_touch_few_shards_a_round_when_there_are_many() {
        EpochOrder order = new EpochOrder(shards(1000, 100), 10, 5);

        List<List<EpochOrder.Place>> round = order.batches(0, 10);

        assertThat(round.stream()
                        .flatMap(List::stream)
                        .map(EpochOrder.Place::file)
                        .distinct())
                .hasSizeLessThanOrEqualTo(EpochOrder.WINDOW);
    }

    @Test
    void should_refuse_a_single_bundle() {
        assertThatThrownBy(() -> new EpochOrder(shards(1, 1), 4, 5)).hasMessageContaining("at least 2 bundles");
    }

    private static List<Long> ids(EpochOrder order) {
        return order.batches(0, 6).stream()
                .flatMap(List::stream)
                .map(EpochOrder.Place::bundle)
                .toList();
    }

    private static List<EpochOrder.Shard> shards(int bundles, int shards) {
        List<EpochOrder.Shard> all = new ArrayList<>();
        for (int shard = 0; shard < shards; shard++) {
            int first = shard;
            all.add(new EpochOrder.Shard(
                    "part-" + shard,
                    LongStream.range(0, bundles)
                            .filter(id -> id % shards == first)
                            .boxed()
                            .toList()));
        }
        return all;
    }
}
