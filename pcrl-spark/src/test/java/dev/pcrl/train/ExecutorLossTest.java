package dev.pcrl.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.cluster.ScriptRun;
import dev.pcrl.config.PretrainConfig;
import dev.pcrl.job.SmallRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.ExecutorLostFailure;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Executors in processes of their own: a standalone cluster on the class path of the tests. */
class ExecutorLossTest {
    @TempDir
    private Path directory;

    private final PretrainConfig config = SmallRun.config("training.epochs=30", "training.steps-per-round=75");

    @BeforeEach
    void prepare() throws IOException {
        SmallRun.views(directory);
        // Without a distribution of Spark, its workers give executors the class path of this process.
        Files.createDirectories(directory.resolve("spark/jars"));
        System.setProperty("spark.testing", "true");
        System.setProperty("spark.test.home", directory.resolve("spark").toString());
        System.setProperty("spark.executorEnv.SPARK_SCALA_VERSION", "2.12");
        System.setProperty("spark.executor.extraJavaOptions", ScriptRun.SHORT_LIFE);
    }

    @AfterEach
    void forget() {
        List.of(
                        "spark.testing",
                        "spark.test.home",
                        "spark.executorEnv.SPARK_SCALA_VERSION",
                        "spark.executor.extraJavaOptions")
                .forEach(System::clearProperty);
    }

    @Test
    void should_end_with_the_same_weights_when_an_executor_is_killed_in_mid_round() {
        // In processes of the same kind: rounding depends on the number of threads.
        TrainingState undisturbed = train("local-cluster[2,1,1024]", new Killer(Integer.MAX_VALUE));
        Killer killer = new Killer(5);

        TrainingState disturbed = train("local-cluster[2,1,1024]", killer);

        assertThat(killer.lostTasks).hasSize(1);
        assertThat(killer.told).isEqualTo(LongStream.range(0, 90).boxed().toList());
        assertThat(disturbed.step()).isEqualTo(90);
        assertThat(disturbed.parameters()).isEqualTo(undisturbed.parameters());
        assertThat(disturbed.velocity()).isEqualTo(undisturbed.velocity());
    }

    private TrainingState train(String master, Killer killer) {
        try (SparkSession spark = SmallRun.spark(master)) {
            spark.sparkContext().addSparkListener(killer);
            return new Trainer(
                            spark,
                            config,
                            new org.apache.hadoop.fs.Path(
                                    directory.resolve("views/bundles").toString()),
                            line -> {})
                    .run(Methods.initial(config), SmallRun.noStop(spark, directory), (state, records) -> {}, killer);
        }
    }

    /** Kills the process that trains, once, when it has told of a step. */
    private static final class Killer extends SparkListener implements TrainingListener {
        private final List<String> lostTasks = Collections.synchronizedList(new ArrayList<>());
        private final List<Long> told = Collections.synchronizedList(new ArrayList<>());
        private final long step;
        private volatile String executor;

        Killer(long step) {
            this.step = step;
        }

        @Override
        public void onTaskStart(SparkListenerTaskStart start) {
            executor = start.taskInfo().executorId();
        }

        @Override
        public void onTaskEnd(SparkListenerTaskEnd end) {
            if (end.reason() instanceof ExecutorLostFailure lost) {
                lostTasks.add(lost.execId());
            }
        }

        @Override
        public void stepDone(StepRecord record) {
            told.add(record.step());
            if (record.step() == step) {
                ProcessHandle.current()
                        .descendants()
                        .filter(process -> isExecutor(process.pid(), executor))
                        .findFirst()
                        .orElseThrow()
                        .destroyForcibly();
            }
        }

        /** Asks the kernel: what Java knows of a command line ends within the class path. */
        private static boolean isExecutor(long process, String id) {
            try {
                List<String> command = Arrays.asList(Files.readString(Path.of("/proc/" + process + "/cmdline"))
                        .split("\0", -1));
                int at = command.indexOf("--executor-id");
                return at >= 0 && command.get(at + 1).equals(id);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
