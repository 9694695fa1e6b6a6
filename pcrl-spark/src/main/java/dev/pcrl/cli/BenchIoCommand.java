package dev.pcrl.cli;

import dev.pcrl.bench.IoBench;
import dev.pcrl.bench.Measurement;
import dev.pcrl.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pcrl bench io}. */
@Command(
        name = "io",
        description = {
            "Measure how fast a CT is read: NIfTI in gzip, MetaImage, and a DICOM series.",
            "",
            "  pcrl bench io --keep /tmp/ct",
            "  python tools/bench_io_peers.py /tmp/ct      # the same files with nibabel, SimpleITK and pydicom",
            ""
        })
final class BenchIoCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description = "Directory to leave the files in; one that is there is read as it is.")
    private Path keep;

    @Mixin
    private BenchOptions options;

    @Override
    public Integer call() throws IOException {
        Store store = Store.local();
        IoBench bench = new IoBench(options.harness(), store);
        Path made = keep == null ? Files.createTempDirectory("pcrl-bench-") : Path.of(keep + ".tmp");
        try {
            if (keep == null || !Files.exists(keep)) {
                bench.write(IoBench.ct(options.size()), hadoop(made));
            }
            if (keep != null && Files.exists(made)) {
                Files.move(made, keep);
            }
            List<Measurement> measurements = bench.run(hadoop(keep == null ? made : keep), options.only());
            options.print(measurements, spec.commandLine().getOut());
            return 0;
        } finally {
            store.delete(hadoop(made));
        }
    }

    private static org.apache.hadoop.fs.Path hadoop(Path path) {
        return new org.apache.hadoop.fs.Path(path.toUri());
    }
}
