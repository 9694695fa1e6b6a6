package dev.pcrl.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pcrl.config.ConfigReader;
import dev.pcrl.config.FinetuneConfig;
import dev.pcrl.dataset.Truth;
import dev.pcrl.failure.UsageException;
import dev.pcrl.finetune.Labels;
import dev.pcrl.finetune.Learner;
import dev.pcrl.finetune.Model;
import dev.pcrl.finetune.ModelDescription;
import dev.pcrl.finetune.Sample;
import dev.pcrl.finetune.Scan;
import dev.pcrl.finetune.SlidingWindow;
import dev.pcrl.finetune.StartWeights;
import dev.pcrl.metric.Mask;
import dev.pcrl.metric.Overlap;
import dev.pcrl.network.ParameterLayout;
import dev.pcrl.random.RandomStream;
import dev.pcrl.view.IntensitySettings;
import dev.pcrl.volume.Affine;
import dev.pcrl.volume.Geometry;
import dev.pcrl.volume.Modality;
import dev.pcrl.volume.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class FinetuningTest {
    private static final Geometry GRID = new Geometry(12, 10, 8, Affine.axial(1, 1, 1));
    private static final String YAML = """
            seed: 4
            task: {window: 8x8x8, loss: dice+cross-entropy, overlap: 0}
            augmentation: {flip-axes: [0, 1], shift: 1, noise-std: 0.02}
            network: {base-width: 2, scales: 2, width-cap: 8}
            fitting: {epochs: 3, steps-per-epoch: 3, batch-size: 2, learning-rate: 0.05, patience: 0}
            """;
    private static final String REGIONS = "task={kind: segmentation, classes: [box=1]}";
    private static final String POINTS = "task={kind: points, classes: [box]}";

    /** What a run left. */
    private static final class Run implements Finetuning.Logbook {
        final List<EpochRecord> records = new ArrayList<>();
        final List<TrainingState> states = new ArrayList<>();
        final List<Optional<Model>> models = new ArrayList<>();

        @Override
        public void epochDone(EpochRecord record, TrainingState state, Optional<Model> best) {
            records.add(record);
            states.add(state);
            models.add(best);
        }

        INDArray parameters(int epoch) {
            return states.get(epoch - 1).parameters();
        }

        INDArray parameters() {
            return parameters(states.size());
        }
    }

    private static FinetuneConfig config(String... overrides) {
        return ConfigReader.parse(FinetuneConfig.paper(), "test", YAML, List.of(overrides));
    }

    private static ModelDescription description(FinetuneConfig config) {
        return config.model(Map.of());
    }

    private static TrainingState start(FinetuneConfig config) {
        ParameterLayout layout = description(config).toNetwork().layout();
        INDArray scratch = StartWeights.scratch(description(config).toNetwork(), config.seed());
        return TrainingState.of(0, scratch, layout.zeros(DataType.FLOAT), 0);
    }

    private static Run run(FinetuneConfig config, List<Sample> validation) {
        return goOn(config, validation, start(config), List.of());
    }

    private static Run goOn(
            FinetuneConfig config, List<Sample> validation, TrainingState from, List<EpochRecord> done) {
        Run run = new Run();
        new Finetuning(config, description(config), samples(config, 0, 5), validation).run(from, done, run);
        return run;
    }

    /** Scans with a bright box in noise, as the task asks for them. */
    private static List<Sample> samples(FinetuneConfig config, int first, int count) {
        List<Sample> samples = new ArrayList<>();
        for (int number = first; number < first + count; number++) {
            samples.addAll(config.task().kind().isClassification() ? places(number) : List.of(box(number)));
        }
        return samples;
    }

    private static Sample box(int number) {
        RandomGenerator random = RandomStream.of(number).generator();
        int left = random.nextInt(7);
        int front = random.nextInt(5);
        float[] voxels = new float[(int) GRID.voxels()];
        boolean[] box = new boolean[voxels.length];
        for (int i = 0; i < voxels.length; i++) {
            int x = i % 12 - left;
            int y = i / 12 % 10 - front;
            box[i] = x >= 0 && x < 5 && y >= 0 && y < 5;
            voxels[i] = (float) ((box[i] ? 400 : 0) + 100 * random.nextGaussian());
        }
        Scan scan = Scan.of(
                "scan-" + number,
                "patient-" + number,
                new Volume(GRID, 1, Modality.CT, voxels),
                IntensitySettings.paper());
        return new Sample(scan, new Labels.Regions(List.of(new Mask(GRID, box))));
    }

    /** One place in the box and three beside it. */
    private static List<Sample> places(int number) {
        Scan scan = box(number).scan();
        Mask box = ((Labels.Regions) box(number).labels()).masks().get(0);
        List<Sample> places = new ArrayList<>();
        int found = 0;
        for (int y = 2; y < 10; y += 3) {
            for (int x = 2; x < 12; x += 3) {
                Truth truth = box.at(x + 12 * (y + 10 * 4)) ? Truth.POSITIVE : Truth.NEGATIVE;
                if (truth == Truth.NEGATIVE || found++ == 0) {
                    places.add(new Sample(scan, new Labels.Place(x, y, 4, List.of(truth))));
                }
            }
        }
        return places;
    }

    /** Records but for the time that they took. */
    private static List<EpochRecord> timeless(List<EpochRecord> records) {
        return records.stream()
                .map(record -> new EpochRecord(
                        record.epoch(),
                        record.loss(),
                        record.learningRate(),
                        record.isValidated(),
                        record.validation(),
                        record.isBest(),
                        0))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {REGIONS, POINTS})
    void should_give_equal_parameters_for_equal_seeds(String task) {
        FinetuneConfig config = config(task);
        List<Sample> validation = samples(config, 10, 2);
        Run one = run(config, validation);
        Run same = run(config, validation);
        Run other = run(config.with(5, 1), validation);
        assertThat(one.records).hasSize(3).allMatch(EpochRecord::isValidated);
        assertThat(same.parameters()).isEqualTo(one.parameters());
        assertThat(timeless(same.records)).isEqualTo(timeless(one.records));
        assertThat(other.parameters()).isNotEqualTo(one.parameters());
    }

    /** The promise of a resumed run. */
    @ParameterizedTest
    @ValueSource(strings = {REGIONS, POINTS})
    void should_end_with_the_same_bits_where_it_goes_on_after_any_epoch(String task) {
        FinetuneConfig config = config(task, "labels.negatives-per-positive=2", "fitting.freeze-epochs=1");
        List<Sample> validation = samples(config, 10, 2);
        Run whole = run(config, validation);
        for (int epoch = 1; epoch < 3; epoch++) {
            Run rest = goOn(config, validation, whole.states.get(epoch - 1), whole.records.subList(0, epoch));
            assertThat(timeless(rest.records)).isEqualTo(timeless(whole.records).subList(epoch, 3));
            assertThat(rest.parameters()).isEqualTo(whole.parameters());
            assertThat(rest.states.get(rest.states.size() - 1).velocity())
                    .isEqualTo(whole.states.get(2).velocity());
        }
    }

    /** With one positive place the AUROC is the share of negative ones that score below it. */
    @Test
    void should_validate_on_so_many_negatives_for_each_positive() {
        FinetuneConfig all = config(POINTS, "labels.negatives-per-positive=0");
        List<Sample> validation = samples(all, 11, 1);
        assertThat(validation).hasSizeGreaterThan(8);

        assertThat(run(all, validation).records)
                .extracting(EpochRecord::validation)
                .anyMatch(auroc -> Math.rint(2 * auroc) != 2 * auroc);
        assertThat(run(config(POINTS, "labels.negatives-per-positive=1"), validation).records)
                .extracting(EpochRecord::validation)
                .allMatch(auroc -> Math.rint(2 * auroc) == 2 * auroc);
    }

    @Test
    void should_count_epochs_in_its_states() {
        Run run = run(config(REGIONS), List.of());
        assertThat(run.states).extracting(TrainingState::step).containsExactly(1L, 2L, 3L);
        assertThat(run.records).extracting(EpochRecord::epoch).containsExactly(1, 2, 3);
        assertThat(run.parameters(2)).isNotEqualTo(run.parameters(1)); // each state is a copy
    }

    @Test
    void should_leave_the_encoder_alone_in_the_frozen_epochs_only() {
        FinetuneConfig config = config(REGIONS, "fitting.freeze-epochs=2");
        long end = description(config).toNetwork().encoderLength();
        Run run = run(config, List.of());
        INDArray before = ParameterLayout.interval(start(config).parameters(), 0, end);
        assertThat(ParameterLayout.interval(run.parameters(2), 0, end)).isEqualTo(before);
        assertThat(ParameterLayout.interval(run.parameters(3), 0, end)).isNotEqualTo(before);
        assertThat(run.parameters(1)).isNotEqualTo(start(config).parameters()); // decoder and head
    }

    /** What the first step does to weights; running statistics are none. */
    private static float[] firstStep(double encoderRate) {
        FinetuneConfig config =
                config(REGIONS, "fitting={epochs: 1, steps-per-epoch: 1, encoder-rate: " + encoderRate + "}");
        INDArray moved = run(config, List.of()).parameters().sub(start(config).parameters());
        description(config)
                .toNetwork()
                .layout()
                .statistics()
                .forEach(statistic -> ParameterLayout.interval(moved, statistic.offset(), statistic.end())
                        .assign(0));
        return moved.reshape(moved.length()).toFloatVector();
    }

    @Test
    void should_move_the_encoder_by_its_share_of_the_step_and_the_rest_by_all_of_it() {
        int end = (int) description(config(REGIONS)).toNetwork().encoderLength();
        float[] whole = firstStep(1);
        float[] tenth = firstStep(0.1);
        float largest = 0;
        float error = 0; // one assertion for all weights: those of AssertJ for arrays take minutes to fail
        for (int i = 0; i < whole.length; i++) {
            largest = i < end ? Math.max(largest, Math.abs(whole[i])) : largest;
            error = Math.max(error, Math.abs(tenth[i] - (i < end ? 0.1f : 1) * whole[i]));
        }
        assertThat(largest).isGreaterThan(1e-4f);
        assertThat(error).isLessThan(2e-7f); // of weights below 1
    }

    /** So small a rate changes nothing: no epoch is better than the first. */
    private static FinetuneConfig standstill(int patience) {
        return config(
                POINTS,
                "fitting={epochs: 6, steps-per-epoch: 1, learning-rate: 1e-30, encoder-rate: 0, patience: " + patience
                        + "}");
    }

    @Test
    void should_stop_after_so_many_epochs_without_a_better_one() {
        List<Sample> validation = samples(standstill(2), 10, 2);
        Run run = run(standstill(2), validation);
        assertThat(run.records).extracting(EpochRecord::isBest).containsExactly(true, false, false);
        assertThat(run.models).extracting(Optional::isPresent).containsExactly(true, false, false);
        assertThat(goOn(standstill(2), validation, run.states.get(2), run.records).records)
                .isEmpty(); // a stopped run stays stopped
        assertThat(run(standstill(0), validation).records).hasSize(6);
    }

    @Test
    void should_keep_the_last_model_where_nothing_validates() {
        Run run = run(config(REGIONS), List.of());
        assertThat(run.records)
                .extracting(EpochRecord::isValidated, EpochRecord::isBest)
                .containsOnly(org.assertj.core.groups.Tuple.tuple(false, true));
        assertThat(run.models.get(2).orElseThrow().parameters()).isEqualTo(run.parameters());
    }

    @Test
    void should_validate_by_the_mean_dice_of_whole_scans() {
        FinetuneConfig config = config(REGIONS, "fitting={epochs: 1, steps-per-epoch: 30}");
        List<Sample> validation = samples(config, 10, 3);
        Run run = run(config, validation);
        double sum = 0;
        try (Learner learner = run.models.get(0).orElseThrow().open()) {
            SlidingWindow sliding = new SlidingWindow(config.task().window(), 0);
            for (Sample sample : validation) {
                Mask truth = ((Labels.Regions) sample.labels()).masks().get(0);
                Mask told =
                        sliding.masks(sample.scan(), 1, learner::probabilities).get(0);
                sum += Overlap.of(told, truth).dice();
            }
        }
        assertThat(run.records.get(0).validation()).isCloseTo(sum / 3, within(1e-9));
        assertThat(sum).isPositive();
    }

    @Test
    void should_not_validate_places_of_one_truth() {
        FinetuneConfig config = config(POINTS);
        List<Sample> negatives = samples(config, 10, 2).stream()
                .filter(sample -> sample.labels().truths().contains(Truth.NEGATIVE))
                .toList();
        assertThat(run(config, negatives).records).noneMatch(EpochRecord::isValidated);
    }

    @Test
    void should_say_that_the_rate_is_too_high_where_the_loss_is_no_number() {
        assertThatThrownBy(() -> run(config(REGIONS, "fitting.learning-rate=1e38"), List.of()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("the loss is not a number at step")
                .hasMessageContaining("fitting.learning-rate = 1.0E38 is too high");
    }
}
