package dev.pcrl.cli;

import dev.pcrl.config.PretrainConfig;
import dev.pcrl.job.ViewsJob;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pcrl views}. */
@Command(
        name = "views",
        description = {
            "Cut view bundles from volumes.",
            "",
            "Reads DICOM, NIfTI and MetaImage from any store that Hadoop knows and writes Parquet files of view bundles: two"
                    + " global views, the local views inside their bounding box, and where they come from. A file that"
                    + " cannot be read is left out and named in quarantine.jsonl.",
            "",
            "  pcrl views --input hdfs:///hospital/ct --output hdfs:///pcrl/views --config conf/luna-3d.yaml",
            ""
        })
final class ViewsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--input",
            required = true,
            arity = "1..*",
            paramLabel = "URI",
            description = "Volumes, or directories that are searched for them.")
    private List<String> inputs;

    @Option(names = "--output", required = true, paramLabel = "URI", description = "Directory to be made.")
    private String output;

    @Mixin
    private ConfigOptions config;

    @Mixin
    private SparkOptions spark;

    @Override
    public void run() {
        PretrainConfig settings = config.read();
        try (SparkSession session = spark.start("views")) {
            new ViewsJob(session, settings, spec.commandLine().getErr()::println).run(inputs, output);
        }
    }
}
