package dev.pcrl.bench;

import static java.util.Objects.requireNonNull;

import dev.pcrl.config.ConfigReader;
import dev.pcrl.config.ExchangeName;
import dev.pcrl.config.PretrainConfig;
import dev.pcrl.failure.UsageException;
import dev.pcrl.shard.BundleRows;
import dev.pcrl.shard.Shards;
import dev.pcrl.train.Methods;
import dev.pcrl.train.StepRecord;
import dev.pcrl.train.StopSignal;
import dev.pcrl.train.Trainer;
import dev.pcrl.train.TrainingState;
import dev.pcrl.view.SourceHash;
import dev.pcrl.view.ViewSampler;
import dev.pcrl.volume.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * What it costs to train with several workers: the time of a step at fixed work a worker, told apart, and the loss by
 * steps with the same minibatches for each way to share gradients.
 */
public final class ScalingBench {
    private static final int FIFTHS = 5;
    private static final int SHARDS = 4;

    private final SparkSession spark;
    private final PretrainConfig config;
    private final ScalingProtocol protocol;
    private final Path directory;
    private final Consumer<String> progress;

    /**
     * A benchmark.
     *
     * @param directory for bundles, which the executors must be able to read
     * @param progress is told what is measured
     */
    public ScalingBench(
            SparkSession spark,
            PretrainConfig config,
            ScalingProtocol protocol,
            Path directory,
            Consumer<String> progress) {
        this.spark = requireNonNull(spark, "spark");
        this.config = requireNonNull(config, "config");
        this.protocol = requireNonNull(protocol, "protocol");
        this.directory = requireNonNull(directory, "directory");
        this.progress = requireNonNull(progress, "progress");
    }

    /**
     * Measures.
     *
     * @param ct what bundles are cut from
     */
    public ScalingReport run(Volume ct) {
        Surroundings surroundings = Surroundings.now();
        store(ct);
        return new ScalingReport(
                surroundings,
                spark.sparkContext().master(),
                Methods.initial(config).length(),
                costs(),
                protocol.curveSteps() == 0 ? List.of() : curves());
    }

    /** Four minibatches of the most workers. */
    private void store(Volume ct) {
        ViewSampler.OfVolume sampler = new ViewSampler(config.views(), config.seed()).of(ct, SourceHash.of("bench"));
        List<Row> rows = IntStream.range(0, bundles())
                .mapToObj(i -> BundleRows.toRow(sampler.bundle(i)))
                .toList();
        Shards.write(ViewsBench.frame(spark, rows), shards(), SHARDS);
    }

    private Path shards() {
        return new Path(directory, "bundles");
    }

    private int bundles() {
        return 4 * protocol.mostWorkers() * protocol.bundlesPerWorker();
    }

    private List<ScalingReport.StepCost> costs() {
        List<ScalingReport.StepCost> costs = new ArrayList<>();
        for (int workers : protocol.workers()) {
            for (ExchangeName gradients : workers == 1 ? List.of(ExchangeName.DENSE) : List.of(ExchangeName.values())) {
                int batch = workers * protocol.bundlesPerWorker();
                Run run = train(workers, batch, gradients, protocol.warmUp() + protocol.steps());
                run.failure().ifPresent(failure -> {
                    throw failure;
                });
                costs.add(cost(workers, batch, gradients, run.steps()));
            }
        }
        return costs;
    }

    private ScalingReport.StepCost cost(int workers, int batch, ExchangeName gradients, List<StepRecord> records) {
        // a round's last step sums residuals exactly, which is not what a step of an encoded exchange costs
        List<StepRecord> steps = records.subList(protocol.warmUp(), records.size() - 1);
        double seconds = mean(steps, StepRecord::seconds);
        double data = mean(steps, StepRecord::waitSeconds);
        double wait = mean(steps, step -> sharing(step, "wait-seconds"));
        double encode = mean(steps, step -> sharing(step, "encode-seconds"));
        double transfer = mean(steps, step -> sharing(step, "transfer-seconds"));
        return new ScalingReport.StepCost(
                workers,
                workers == 1 ? "alone" : gradients.toString(),
                batch,
                Quartiles.of(steps.stream().map(StepRecord::seconds).toList()),
                seconds - data - wait - encode - transfer,
                data,
                wait,
                encode,
                transfer,
                mean(steps, step -> sharing(step, "bytes")),
                sharing(records.get(records.size() - 1), "resynchronise-seconds"));
    }

    private List<ScalingReport.Curve> curves() {
        List<ScalingReport.Curve> curves = new ArrayList<>();
        curves.add(curve(1, ExchangeName.DENSE));
        for (ExchangeName gradients : ExchangeName.values()) {
            curves.add(curve(protocol.mostWorkers(), gradients));
        }
        return curves;
    }

    private ScalingReport.Curve curve(int workers, ExchangeName gradients) {
        int batch = protocol.mostWorkers() * protocol.bundlesPerWorker();
        Run run = train(workers, batch, gradients, protocol.curveSteps());
        boolean encoded = workers > 1 && gradients != ExchangeName.DENSE;
        return new ScalingReport.Curve(
                workers,
                workers == 1 ? "alone" : gradients.toString(),
                encoded ? config.exchange().threshold() : 0,
                fifths(run.steps(), StepRecord::loss),
                fifths(run.steps(), step -> step.terms().get("restoration")),
                mean(run.steps(), step -> sharing(step, "bytes")),
                run.betweenRounds(),
                // a loss that explodes is what one wants to see here
                run.failure().isPresent() ? "exploded after " + run.steps().size() + " steps" : "");
    }

    /** Means over fifths of the run, as far as it came. */
    private List<Double> fifths(List<StepRecord> steps, ToDoubleFunction<StepRecord> what) {
        int all = protocol.curveSteps();
        return IntStream.range(0, FIFTHS)
                .filter(i -> (i + 1) * all / FIFTHS <= steps.size())
                .mapToObj(i -> mean(steps.subList(i * all / FIFTHS, (i + 1) * all / FIFTHS), what))
                .toList();
    }

    /**
     * A training run.
     *
     * @param steps that were done
     * @param betweenRounds seconds of a round that are not steps: stage, graphs, state to and from the driver
     * @param failure that ended it, if the loss exploded
     */
    private record Run(List<StepRecord> steps, double betweenRounds, Optional<UsageException> failure) {}

    /** One run, whose rounds are those of the configuration but for the costs, which are of one round. */
    private Run train(int workers, int batch, ExchangeName gradients, int steps) {
        progress.accept(workers + (workers == 1 ? " worker, " : " workers, " + gradients + " gradients, ")
                + "minibatches of " + batch + ", " + steps + " steps");
        int stepsPerEpoch = bundles() / batch;
        PretrainConfig run = ConfigReader.parse(
                "bench",
                config.toYaml(),
                List.of(
                        "exchange.workers=" + workers,
                        "exchange.gradients=" + gradients,
                        "training.batch-size=" + batch,
                        "training.epochs=" + (steps + stepsPerEpoch - 1) / stepsPerEpoch,
                        "training.steps-per-round=" + Math.min(steps, protocol.stepsPerRound())));
        StopSignal stop = new StopSignal(
                new Path(directory, "stop"),
                new SerializableConfiguration(spark.sparkContext().hadoopConfiguration()));
        Rounds rounds = new Rounds();
        Trainer trainer = new Trainer(spark, run, shards(), line -> {});
        Optional<UsageException> failure = Optional.empty();
        long began = System.nanoTime();
        try {
            trainer.run(Methods.initial(run), List.of(), stop, rounds, step -> {});
        } catch (UsageException e) {
            failure = Optional.of(e);
        }
        double all = (System.nanoTime() - began) / 1e9;
        List<StepRecord> done = rounds.steps;
        double outside = (all - done.stream().mapToDouble(StepRecord::seconds).sum()) / rounds.count;
        return new Run(done.subList(0, Math.min(steps, done.size())), outside, failure); // epochs are whole
    }

    /** Keeps the steps of rounds. */
    private static final class Rounds implements Trainer.Logbook {
        private final List<StepRecord> steps = new ArrayList<>();
        private int count;

        @Override
        public void roundDone(TrainingState state, List<StepRecord> round) {
            steps.addAll(round);
            count++;
        }

        @Override
        public void roundFailed(List<StepRecord> round) {
            steps.addAll(round);
            count++;
        }
    }

    private static double sharing(StepRecord step, String what) {
        return step.sharing().getOrDefault(what, 0.0);
    }

    private static double mean(List<StepRecord> steps, ToDoubleFunction<StepRecord> what) {
        return steps.stream().mapToDouble(what).average().orElse(0);
    }
}
