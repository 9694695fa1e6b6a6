package dev.pcrl.cli;

import dev.pcrl.bench.IoBench;
import dev.pcrl.bench.Measurement;
import dev.pcrl.bench.ViewsBench;
import dev.pcrl.config.PretrainConfig;
import dev.pcrl.job.SparkSessions;
import dev.pcrl.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code pcrl bench views}. */
@Command(
        name = "views",
        description = {
            "Measure how fast view bundles are cut from a CT and stored, and loaded and augmented for training.",
            "",
            "  pcrl bench views --config conf/luna-3d.yaml",
            ""
        })
final class BenchViewsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions config;

    @Mixin
    private BenchOptions options;

    @Override
    public Integer call() throws IOException {
        PretrainConfig settings = config.read();
        ViewsBench bench = new ViewsBench(options.harness(), settings, IoBench.ct(options.size()), options.only());
        Path directory = new Path(Files.createTempDirectory("pcrl-bench-").toUri());
        try (SparkSession spark = SparkSessions.start("bench", Optional.of("local[" + options.threads() + "]"))) {
            List<Measurement> measurements = bench.run(spark, directory);
            options.print(measurements, spec.commandLine().getOut());
            return 0;
        } finally {
            Store.local().delete(directory);
        }
    }
}
