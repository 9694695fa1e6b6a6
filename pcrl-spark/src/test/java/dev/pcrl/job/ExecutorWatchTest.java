package dev.pcrl.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pcrl.failure.Category;
import dev.pcrl.failure.UsageException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExecutorWatchTest {
    @TempDir
    private Path directory;

    @BeforeEach
    void beImpatient() {
        System.setProperty(ExecutorWatch.TIMEOUT, "2s"); // as spark-submit hands it on
    }

    @AfterEach
    void bePatient() {
        System.clearProperty(ExecutorWatch.TIMEOUT);
    }

    @Test
    @Timeout(120) // without the watch for ever
    void should_end_views_on_a_cluster_without_workers() {
        List<String> volumes = SmallRun.volumes(directory, 1);
        Path views = directory.resolve("views");

        Throwable failure;
        try (SparkSession spark = SmallRun.spark("local-cluster[0,1,1024]")) {
            failure = catchThrowable(
                    () -> new ViewsJob(spark, SmallRun.config(), line -> {}).run(volumes, views.toString()));
        }

        assertThat(FailureReason.of(failure))
                .isEqualTo(new FailureReason(
                        Category.RETRYABLE, "no executor for 2 s: the same command goes on from what is done"));
        assertThat(views.resolve("status.json")).content().contains("\"state\" : \"failed\"", "\"retryable\" : true");
    }

    @Test
    void should_let_jobs_run_that_take_longer_while_there_is_an_executor() {
        try (SparkSession spark = SmallRun.spark("local[1]")) {
            ExecutorWatch.start(spark.sparkContext(), Duration.ofSeconds(1));

            List<Integer> numbers = new JavaSparkContext(spark.sparkContext())
                    .parallelize(List.of(1), 1)
                    .map(number -> {
                        Thread.sleep(3000);
                        return number;
                    })
                    .collect();

            assertThat(numbers).containsExactly(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1s", "soon"})
    void should_refuse_what_is_no_time(String timeout) {
        System.setProperty(ExecutorWatch.TIMEOUT, timeout);

        assertThatThrownBy(() -> SmallRun.spark("local[1]"))
                .isInstanceOf(UsageException.class)
                .hasMessage("spark.pcrl.executor.timeout must be a time of 1s or more, not " + timeout);
    }
}
