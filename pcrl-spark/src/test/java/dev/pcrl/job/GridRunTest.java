package dev.pcrl.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.config.ConfigReader;
import dev.pcrl.config.ExperimentConfig;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.finetune.Task;
import dev.pcrl.finetune.Task.TaskClass;
import dev.pcrl.finetune.TaskKind;
import dev.pcrl.job.CellResult.State;
import dev.pcrl.job.Grid.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GridRunTest {
    private static final Evaluation EVALUATION = new Evaluation(
            new Task(TaskKind.SEGMENTATION, List.of(TaskClass.parse("liver=1"))),
            List.of(Answers.segmented("case", "patient", 0.5)));

    private final List<String> log = new ArrayList<>();
    private final List<List<State>> progress = new ArrayList<>();
    private final CountDownLatch told = new CountDownLatch(1);

    /** Does the cells of seeds 1, 2, ... one after the other. */
    private Grid run(int seeds, Function<Cell, Evaluation> work) {
        ExperimentConfig config = ConfigReader.parse(
                ExperimentConfig.standard(),
                "test",
                "",
                List.of(
                        "methods=[scratch]",
                        "ratios=[1]",
                        "seeds=" + LongStream.rangeClosed(1, seeds).boxed().toList()));
        List<Cell> cells = LongStream.rangeClosed(1, seeds)
                .mapToObj(seed -> new Cell("organs", "scratch", 1, seed))
                .toList();
        return new GridRun(1, work, log::add).run(cells, grid -> {
            progress.add(grid.rows(List.of("organs"), config).get(0).cells().stream()
                    .map(CellResult::state)
                    .toList());
            told.countDown();
        });
    }

    @Test
    void should_do_the_others_where_one_fails() {
        BadDataException failure = new BadDataException("ct.nii", "byte 348", "ends early");

        Grid grid = run(3, cell -> {
            if (cell.seed() == 2) {
                throw failure;
            }
            return EVALUATION;
        });

        assertThat(progress.get(progress.size() - 1)).containsExactly(State.DONE, State.FAILED, State.DONE);
        assertThat(grid.firstFailure()).containsSame(failure);
        assertThat(log).containsExactly("organs/scratch/ratio-1.0/seed-2 failed: " + failure.getMessage());
    }

    @Test
    void should_tell_what_is_done_while_others_are_to_come() {
        run(2, cell -> {
            if (cell.seed() == 2) {
                awaitProgress();
            }
            return EVALUATION;
        });
        assertThat(progress).containsExactly(List.of(State.DONE, State.TO_COME), List.of(State.DONE, State.DONE));
    }

    @Test
    void should_end_where_spark_has_ended() {
        AtomicInteger begun = new AtomicInteger();
        assertThatThrownBy(() -> run(100, cell -> {
                    if (begun.incrementAndGet() > 1) {
                        awaitProgress(); // which never comes
                    }
                    throw new IllegalStateException("Job 7 cancelled because SparkContext was shut down");
                }))
                .hasMessageContaining("SparkContext was shut down");
        assertThat(begun).hasValueLessThan(3);
        assertThat(progress).isEmpty();
    }

    private void awaitProgress() {
        try {
            told.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
