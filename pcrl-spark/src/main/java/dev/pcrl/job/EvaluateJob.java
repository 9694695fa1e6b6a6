package dev.pcrl.job;

import dev.pcrl.dataset.FileDigest;
import dev.pcrl.dataset.ManifestEntry;
import dev.pcrl.dataset.ManifestLines;
import dev.pcrl.dataset.Split;
import dev.pcrl.finetune.ModelDescription;
import dev.pcrl.finetune.ModelFile;
import dev.pcrl.report.CasePicture;
import dev.pcrl.store.Store;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * A model and the labelled cases of a split to its metrics: {@code results.json}, {@code results.csv},
 * {@code cases.jsonl}, {@code report.html}, {@code quarantine.jsonl} if cases could not be used, and
 * {@code status.json}.
 */
public final class EvaluateJob {
    static final String RESULTS = "results.json";
    static final String CASES = "cases.jsonl";

    private static final String LIMIT = "maximum-bad-files";

    private final SparkSession spark;
    private final int concurrent;
    private final double maximumBadFiles;
    private final Store store;
    private final Consumer<String> log;

    /**
     * @param concurrent such jobs that run at a time
     * @param maximumBadFiles share of the cases that may be unusable, in [0, 1]
     * @param log is told, line by line, what goes on
     */
    public EvaluateJob(SparkSession spark, int concurrent, double maximumBadFiles, Consumer<String> log) {
        this.spark = spark;
        this.concurrent = concurrent;
        this.maximumBadFiles = maximumBadFiles;
        this.store = new Store(spark.sparkContext().hadoopConfiguration());
        this.log = log;
    }

    /**
     * Runs the job, or leaves it as it is if it is finished.
     *
     * @param model what {@code pcrl finetune} wrote
     * @param manifest what {@code pcrl manifest} wrote
     * @param split whose cases are taken
     * @param overlap share of a sliding window that the next one covers, too; else the model's own
     * @param output directory to be made
     * @throws dev.pcrl.failure.UsageException if no case is labelled for the model's task, or the output belongs to
     *     something else
     * @throws dev.pcrl.failure.BadDataException if a file is damaged, or more cases cannot be used than may be
     */
    public void run(String model, String manifest, Split split, Optional<Double> overlap, String output) {
        Path file = store.qualify(Store.path(model));
        Path list = store.qualify(Store.path(manifest));
        ModelDescription description = ModelFile.read(store, file).description();
        double share = overlap.orElse(description.overlap());
        List<ManifestEntry> cases =
                new LabelledCases(ManifestLines.read(store, list), description.task(), manifest).of(split);
        String listDigest = FileDigest.of(store, list).sha256();
        String identity = RunDirectory.identity(
                FileDigest.of(store, file).sha256(), listDigest, split.toString(), Double.toString(share));
        Path result = store.qualify(Store.path(output));
        boolean isNew = ExclusiveRun.run(store, result, "evaluate", identity, (directory, lease, status) -> {
            TestSet test = new TestSet(
                    file.toString(),
                    list.toString(),
                    split,
                    new SerializableConfiguration(spark.sparkContext().hadoopConfiguration()));
            int tasks = concurrent > 1
                    ? 1
                    : Math.min(cases.size(), spark.sparkContext().defaultParallelism());
            EvaluateTask task = new EvaluateTask(test, share, Math.max(concurrent, tasks));
            Evaluation evaluation = new Evaluation(description.task(), answers(task, tasks, cases.size(), directory));
            EvaluationReport report = new EvaluationReport(evaluation, description, split, listDigest);
            List<CasePicture> pictures =
                    pictures(new PictureTask(test, share, report.picks(numbers(evaluation, cases))));
            lease.check();
            List<ResultRow> rows = evaluation.rows();
            new EvaluationFiles(store, directory.path()).write(evaluation, rows, description, split);
            report.build(rows, pictures).write(store, directory.file("report.html"));
            log.accept(evaluation.cases().size() + " cases of " + split + ": " + evaluation.headline() + " "
                    + EvaluationFiles.shown(rows.get(0)) + ", see " + directory.path());
            directory.finish();
        });
        if (!isNew) {
            // What bore more bad files when it ran may not pass for what bears fewer.
            Path left = new Path(result, FinetuneTask.QUARANTINE);
            Quarantine.read(store, left, cases.size()).require(left, LIMIT, maximumBadFiles);
            log.accept(result + ": this run is finished already");
        }
    }

    private List<CaseAnswer> answers(EvaluateTask task, int tasks, int cases, RunDirectory directory) {
        List<EvaluateTask.Answers> parts = new JavaSparkContext(spark.sparkContext())
                .parallelize(IntStream.range(0, cases).boxed().toList(), tasks).mapPartitions(task).collect().stream()
                        .map(Attempt::get)
                        .toList();
        List<Quarantined> bad = new ArrayList<>();
        List<CaseAnswer> answers = new ArrayList<>();
        for (EvaluateTask.Answers part : parts) {
            bad.addAll(part.bad());
            answers.addAll(part.cases());
        }
        Quarantine quarantine = new Quarantine(bad, cases);
        Path list = directory.file(FinetuneTask.QUARANTINE);
        quarantine.write(store, list);
        quarantine.require(list, LIMIT, maximumBadFiles);
        quarantine.tell(log, list);
        answers.sort(Comparator.comparing(CaseAnswer::id));
        return answers;
    }

    /** The numbers of the cases that have an answer. */
    private static List<Integer> numbers(Evaluation evaluation, List<ManifestEntry> cases) {
        List<String> ids = cases.stream().map(ManifestEntry::id).toList();
        return evaluation.cases().stream().map(one -> ids.indexOf(one.id())).toList();
    }

    private List<CasePicture> pictures(PictureTask task) {
        return new JavaSparkContext(spark.sparkContext())
                .parallelize(List.of(0), 1)
                .map(task)
                .first()
                .get();
    }
}
