package dev.pcrl.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.store.Store;
import dev.pcrl.train.EpochRecord;
import dev.pcrl.train.StepRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLogTest {
    @TempDir
    private Path directory;

    private JsonLog<StepRecord> log;

    @BeforeEach
    void open() {
        Store store = Store.local();
        org.apache.hadoop.fs.Path run =
                new org.apache.hadoop.fs.Path(directory.resolve("run").toString());
        log = JsonLog.ofSteps(store, run);
    }

    @Test
    void should_have_each_step_once_when_a_failed_run_is_resumed() {
        log.rewindTo(0);
        log.write(steps(0, 3));
        log.write(steps(3, 5)); // fails in step 5
        assertThat(log.finish()).extracting(StepRecord::step).containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThat(directory.resolve("run/metrics.jsonl")).content().hasLineCount(5);

        log.rewindTo(3);
        assertThat(directory.resolve("run/metrics.jsonl")).doesNotExist();
        log.write(steps(3, 6));

        assertThat(log.finish()).extracting(StepRecord::step).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
        assertThat(directory.resolve("run/metrics.jsonl")).content().hasLineCount(6);
    }

    @Test
    void should_take_a_round_that_failed_in_its_first_step() {
        log.write(List.of());

        assertThat(log.finish()).isEmpty();
    }

    @Test
    void should_bring_back_epochs_and_drop_those_behind_the_checkpoint() {
        JsonLog<EpochRecord> epochs = JsonLog.ofEpochs(
                Store.local(),
                new org.apache.hadoop.fs.Path(directory.resolve("run").toString()));
        List<EpochRecord> records = List.of(
                new EpochRecord(1, 0.9, 1e-2, true, 0.5, true, 2.5),
                new EpochRecord(2, 0.8, 5e-3, true, 0.4, false, 2.5),
                new EpochRecord(3, 0.7, 1e-3, false, 0, true, 2.5));
        records.forEach(record -> epochs.write(List.of(record)));
        assertThat(epochs.read()).isEqualTo(records);

        epochs.rewindTo(2 + 1); // two epochs are done

        assertThat(epochs.read()).isEqualTo(records.subList(0, 2));
    }

    private static List<StepRecord> steps(long from, long to) {
        return LongStream.range(from, to)
                .mapToObj(step -> new StepRecord(step, 0, 1, 0.1, 2.5, Map.of("global", -0.5), 4, 1, 0, Map.of()))
                .toList();
    }
}
