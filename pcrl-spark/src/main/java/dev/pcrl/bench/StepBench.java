package dev.pcrl.bench;

import static java.util.Objects.requireNonNull;

import dev.pcrl.config.PretrainConfig;
import dev.pcrl.method.Step;
import dev.pcrl.shard.BundleRows;
import dev.pcrl.train.BatchLoader;
import dev.pcrl.train.Methods;
import dev.pcrl.train.PlannedStep;
import dev.pcrl.train.Replica;
import dev.pcrl.train.StepRecord;
import dev.pcrl.view.SourceHash;
import dev.pcrl.view.ViewBundle;
import dev.pcrl.view.ViewSampler;
import dev.pcrl.volume.Volume;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * How long the step of {@code pcrl pretrain} takes: the same replica, optimiser and loader, with bundles cut from a
 * phantom. Scales take turns, so that a machine that is busy for a while is so for all of them.
 */
public final class StepBench {
    private final PretrainConfig config;
    private final StepProtocol protocol;
    private final List<Integer> scales;
    private final Map<Integer, StepConvolutions> arithmetic;
    private final Optional<ConvolutionBench> convolutions;
    private final Consumer<String> progress;

    /**
     * @param scales that are measured; if they are all of the network's, so are uniformly drawn ones
     * @param convolutions what the steps shall be held against, measured after them
     * @param progress is told what is measured next
     * @throws dev.pcrl.failure.UsageException if a step of the method is at several scales
     */
    public StepBench(
            PretrainConfig config,
            StepProtocol protocol,
            List<Integer> scales,
            Optional<ConvolutionBench> convolutions,
            Consumer<String> progress) {
        this.config = requireNonNull(config, "config");
        this.protocol = requireNonNull(protocol, "protocol");
        this.scales = List.copyOf(scales);
        this.arithmetic = StepConvolutions.all(config).stream()
                .collect(Collectors.toMap(StepConvolutions::scale, Function.identity()));
        this.convolutions = requireNonNull(convolutions, "convolutions");
        this.progress = requireNonNull(progress, "progress");
    }

    /**
     * Measures the steps.
     *
     * @param spark what bundles become rows in
     * @param ct what bundles are cut from
     */
    public StepReport run(SparkSession spark, Volume ct) {
        Surroundings surroundings = Surroundings.now();
        List<TimedStep> steps = steps(spark, ct);
        long peak = ProcessMemory.peakResidentBytes();
        long heap = Runtime.getRuntime().totalMemory();
        List<StepReport.Row> rows = rows(steps, convolutions.map(ConvolutionBench::run));
        return new StepReport(surroundings, config.training().batchSize(), rows, peak, heap);
    }

    private List<TimedStep> steps(SparkSession spark, Volume ct) {
        int cycles = protocol.warmUp() + protocol.steps();
        List<BatchLoader.PlannedBatch> plan = IntStream.range(0, cycles * scales.size())
                .mapToObj(step -> new BatchLoader.PlannedBatch(config.training().batchSize(), step))
                .toList();
        List<Row> rows = rows(spark, ct);
        Stream<ViewBundle> bundles = IntStream.iterate(0, i -> (i + 1) % rows.size())
                .mapToObj(i -> BundleRows.toBundle(rows.get(i), "bench"));
        try (BatchLoader loader = new BatchLoader(
                bundles.iterator(),
                plan.iterator(),
                config.augmenter(),
                config.seed(),
                config.training().prefetchThreads())) {
            return steps(loader);
        }
    }

    /** Two minibatches of stored bundles. */
    private List<Row> rows(SparkSession spark, Volume ct) {
        ViewSampler.OfVolume sampler = new ViewSampler(config.views(), config.seed()).of(ct, SourceHash.of("bench"));
        List<Row> rows = IntStream.range(0, 2 * config.training().batchSize())
                .mapToObj(i -> BundleRows.toRow(sampler.bundle(i)))
                .toList();
        return ViewsBench.frame(spark, rows).collectAsList();
    }

    private List<TimedStep> steps(BatchLoader loader) {
        List<Long> numbers = numbers();
        int warmUp = protocol.warmUp() * scales.size();
        List<StepRecord> records = new ArrayList<>();
        List<Long> fresh = new ArrayList<>();
        List<StepProfile> profiles = Profiler.of(() -> {
            long steps = Collections.max(numbers) + 1;
            try (Replica replica = Replica.alone(config, Methods.initial(config), steps)) {
                for (int i = 0; i < numbers.size(); i++) {
                    progress.accept("step " + (i + 1) + " of " + numbers.size() + (i < warmUp ? ", warm-up" : ""));
                    long before = ProcessMemory.freshBytes();
                    PlannedStep step =
                            new PlannedStep(numbers.get(i), i, config.training().batchSize());
                    records.add(replica.step(step, loader, false));
                    fresh.add(ProcessMemory.freshBytes() - before);
                }
            }
        });
        return IntStream.range(warmUp, numbers.size())
                .mapToObj(i -> new TimedStep(records.get(i), profiles.get(i), fresh.get(i)))
                .toList();
    }

    /** Numbers of steps that a run would do at the scales, in turns. */
    private List<Long> numbers() {
        List<Long> numbers = new ArrayList<>();
        long number = -1;
        for (int cycle = 0; cycle < protocol.warmUp() + protocol.steps(); cycle++) {
            for (int scale : scales) {
                do {
                    number++;
                } while (config.objective()
                                .scales(Step.of(config.seed(), number))
                                .get(0)
                        != scale);
                numbers.add(number);
            }
        }
        return numbers;
    }

    private List<StepReport.Row> rows(List<TimedStep> steps, Optional<ConvolutionReport> alone) {
        List<StepReport.Row> rows = new ArrayList<>();
        for (int scale : scales) {
            List<TimedStep> at = steps.stream()
                    .filter(step -> step.record().scale() == scale)
                    .toList();
            rows.add(StepReport.Row.of(String.valueOf(scale), at, arithmetic, alone));
        }
        if (scales.equals(config.objective().scales())) {
            rows.add(StepReport.Row.of("uniform", steps, arithmetic, alone));
        }
        return rows;
    }
}
