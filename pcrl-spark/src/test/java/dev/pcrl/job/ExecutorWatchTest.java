package dev.pcrl.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pcrl.failure.Category;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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
                        Category.RETRYABLE, "no executor for 2 s: the same command can be run again"));
        assertThat(views.resolve("status.json")).content().contains("\"state\" : \"failed\"", "\"retryable\" : true");
    }
}
