package dev.pcrl.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.junit.jupiter.api.Test;
import scala.Option;
import scala.Tuple4;
import scala.collection.JavaConverters;

class LiveStepsTest {
    private static final long FEED = 7;

    private final List<Long> told = new ArrayList<>();
    private final LiveSteps steps = new LiveSteps(FEED, 0, step -> told.add(step.step()));

    @Test
    void should_tell_each_step_once_whatever_is_run_again() {
        hear(1, 2);
        hear(2, 1);
        hear(2, 3);

        assertThat(told).containsExactly(0L, 1L, 2L);
    }

    /** Else a round that is run again would be given up as one that stands still. */
    @Test
    void should_have_news_of_steps_that_are_run_again() {
        hear(1, 2);
        long lost = steps.news();
        hear(2, 1);

        assertThat(steps.news()).isGreaterThan(lost);
    }

    @Test
    void should_have_no_news_where_nothing_happens() {
        hear(1, 2);
        long before = steps.news();
        hear(1, 2);

        assertThat(steps.news()).isEqualTo(before);
    }

    /** A heartbeat of a task that has done so many steps, from the first. */
    private void hear(long task, int count) {
        List<StepRecord> records = IntStream.range(0, count)
                .mapToObj(step -> new StepRecord(step, 0, 1, 0.1, 1, Map.of(), 1, 1, 0, Map.of()))
                .toList();
        AccumulableInfo update = new AccumulableInfo(
                FEED, Option.empty(), Option.apply(records), Option.empty(), false, false, Option.empty());
        steps.onExecutorMetricsUpdate(new SparkListenerExecutorMetricsUpdate(
                "1",
                JavaConverters.asScalaBuffer(List.of(new Tuple4<>(
                                (Object) task,
                                (Object) 0,
                                (Object) 0,
                                JavaConverters.asScalaBuffer(List.of(update)).toSeq())))
                        .toSeq(),
                scala.collection.immutable.Map$.MODULE$.empty()));
    }
}
