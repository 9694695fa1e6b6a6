package dev.pcrl.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.dataset.Truth;
import dev.pcrl.dicom.SeriesSettings;
import dev.pcrl.metric.Mask;
import dev.pcrl.metric.Overlap;
import dev.pcrl.network.NsUNetConfig;
import dev.pcrl.network.Parameter;
import dev.pcrl.network.ParameterLayout;
import dev.pcrl.network.SupervisedNetwork;
import dev.pcrl.optimise.Sgd;
import dev.pcrl.random.RandomStream;
import dev.pcrl.view.IntensitySettings;
import dev.pcrl.view.Size;
import dev.pcrl.view.View;
import dev.pcrl.view.ZNormalise;
import dev.pcrl.volume.Geometry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class LearnerTest {
    private static final Size WINDOW = new Size(16, 16, 8);
    private static final NsUNetConfig CONFIG = new NsUNetConfig(2, 2, 16, 1, WINDOW);
    private static final Task BALLS = new Task(TaskKind.SEGMENTATION, List.of(new Task.TaskClass("ball", List.of(1))));
    private static final Task LARGE = new Task(TaskKind.IMAGE, List.of(new Task.TaskClass("large", List.of())));
    private static final ExampleAugmentation PLAIN = new ExampleAugmentation(List.of(0, 1), 0, 0.7, 0, 0, 0, 0);

    private final ExampleCutter cutter = new ExampleCutter(WINDOW, ZNormalise::normalise);

    /** A network in training. */
    private static final class Trained implements AutoCloseable {
        final ModelDescription description;
        final SupervisedNetwork network;
        final INDArray parameters;
        final Sgd sgd;
        final Learner learner;

        Trained(Task task) {
            description = new ModelDescription(
                    task, CONFIG, true, 0.5, SeriesSettings.STRICT, IntensitySettings.paper(), Map.of());
            network = description.toNetwork();
            parameters = StartWeights.scratch(network, 5);
            sgd = new Sgd(network.layout(), network.layout().zeros(DataType.FLOAT), 0.9, 1e-5);
            learner = new Learner(network, parameters, sgd, SegmentationLoss.DICE_CROSS_ENTROPY);
        }

        @Override
        public void close() {
            learner.close();
        }
    }

    private List<Example> batch(List<Sample> samples, RandomGenerator random) {
        List<Example> batch = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            batch.add(cutter.training(samples.get(random.nextInt(samples.size())), PLAIN, random));
        }
        return batch;
    }

    @Test
    void should_learn_to_segment_a_scan_that_it_has_not_seen() {
        List<Sample> train = new ArrayList<>();
        for (int seed = 0; seed < 8; seed++) {
            train.add(TestScans.ball(seed, 3.5, 500));
        }
        RandomGenerator random = RandomStream.of(9).generator();
        Sample unseen = TestScans.ball(100, 3.5, 500);
        try (Trained trained = new Trained(BALLS)) {
            for (int step = 0; step < 150; step++) {
                trained.learner.step(batch(train, random), 0.1, 0.1);
            }
            Overlap overlap = Overlap.of(
                    new SlidingWindow(WINDOW, 0.5)
                            .masks(unseen.scan(), 1, trained.learner::probabilities)
                            .get(0),
                    ((Labels.Regions) unseen.labels()).masks().get(0));
            assertThat(overlap.dice()).isGreaterThan(0.8);
        }
    }

    @Test
    void should_learn_to_tell_large_from_small() {
        List<Sample> train = new ArrayList<>();
        for (int seed = 0; seed < 20; seed++) {
            boolean large = seed % 2 == 0;
            train.add(
                    TestScans.whole(TestScans.ball(seed, large ? 5 : 2, 500), large ? Truth.POSITIVE : Truth.NEGATIVE));
        }
        RandomGenerator random = RandomStream.of(9).generator();
        try (Trained trained = new Trained(LARGE)) {
            for (int step = 0; step < 60; step++) {
                trained.learner.step(batch(train, random), 0.1, 0.1);
            }
            List<View> unseen = List.of(
                    cutter.view(TestScans.whole(TestScans.ball(100, 5, 500), Truth.POSITIVE)),
                    cutter.view(TestScans.whole(TestScans.ball(101, 2, 500), Truth.NEGATIVE)));
            List<float[]> told = trained.learner.probabilities(unseen);
            assertThat(told.get(0)[0]).isGreaterThan(0.6f);
            assertThat(told.get(1)[0]).isLessThan(0.4f);
        }
    }

    @Test
    void should_leave_a_frozen_encoder_alone() {
        RandomGenerator random = RandomStream.of(9).generator();
        try (Trained trained = new Trained(BALLS)) {
            INDArray before = trained.parameters.dup();
            trained.learner.step(batch(List.of(TestScans.ball(1, 4, 500)), random), 0.1, 0);
            long end = trained.network.encoderLength();
            assertThat(ParameterLayout.interval(trained.parameters, 0, end))
                    .isEqualTo(ParameterLayout.interval(before, 0, end));
            assertThat(trained.parameters).isNotEqualTo(before);
        }
    }

    /** The velocity is the first step's gradient: what the step should have moved by, but for the rates. */
    @Test
    void should_move_encoder_and_rest_each_at_its_own_rate() {
        RandomGenerator random = RandomStream.of(9).generator();
        try (Trained trained = new Trained(BALLS)) {
            INDArray before = trained.parameters.dup();
            trained.learner.step(batch(List.of(TestScans.ball(1, 4, 500)), random), 0.1, 0.01);
            INDArray moved = before.sub(trained.parameters);
            INDArray velocity = trained.sgd.velocity();
            long end = trained.network.encoderLength();
            assertThat(ParameterLayout.interval(velocity, 0, end).norm2Number().doubleValue())
                    .isGreaterThan(0.01);
            for (Parameter weight : trained.network.layout().parameters()) {
                if (!weight.statistic()) {
                    INDArray gradient = ParameterLayout.interval(velocity, weight.offset(), weight.end());
                    double rate = weight.end() <= end ? 0.01 : 0.1;
                    assertThat(ParameterLayout.interval(moved, weight.offset(), weight.end())
                                    .distance2(gradient.mul(rate)))
                            .as(weight.name())
                            .isLessThan(1e-6);
                }
            }
        }
    }

    @Test
    void should_learn_nothing_from_what_nobody_knows() {
        RandomGenerator random = RandomStream.of(9).generator();
        Sample unknown = TestScans.whole(TestScans.ball(1, 4, 500), Truth.UNKNOWN);
        try (Trained trained = new Trained(LARGE)) {
            assertThat(trained.learner.step(batch(List.of(unknown), random), 0.1, 0.1))
                    .isZero();
        }
    }

    /** Learnt from whole scans, without ever being told where the ball is. */
    @Test
    void should_map_a_class_where_it_is() {
        List<Sample> train = new ArrayList<>();
        for (int seed = 0; seed < 20; seed++) {
            boolean isThere = seed % 2 == 0;
            Sample ball = TestScans.ball(seed, 3.5, isThere ? 500 : 0);
            train.add(TestScans.whole(ball, isThere ? Truth.POSITIVE : Truth.NEGATIVE));
        }
        RandomGenerator random = RandomStream.of(9).generator();
        try (Trained trained = new Trained(LARGE)) {
            for (int step = 0; step < 60; step++) {
                trained.learner.step(batch(train, random), 0.1, 0.1);
            }
            for (int seed = 100; seed < 103; seed++) {
                Sample ball = TestScans.ball(seed, 3.5, 500);
                View view = cutter.view(TestScans.whole(ball, Truth.POSITIVE));
                Mask truth = ((Labels.Regions) ball.labels()).masks().get(0);
                int warmest = warmest(trained.learner.activationMap(view, 0));
                assertThat(truth.at(warmest)).as("%d at %d", seed, warmest).isTrue();
            }
        }
    }

    /** The voxel of the scan where the map of its resized image is largest. */
    private static int warmest(ActivationMap map) {
        Geometry grid = TestScans.GRID;
        int warmest = 0;
        float most = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < WINDOW.voxels(); i++) {
            int x = i % WINDOW.x();
            int y = i / WINDOW.x() % WINDOW.y();
            int z = i / (WINDOW.x() * WINDOW.y());
            if (map.at(x, y, z) > most) {
                most = map.at(x, y, z);
                int column = (2 * x + 1) * grid.nx() / (2 * WINDOW.x());
                int row = (2 * y + 1) * grid.ny() / (2 * WINDOW.y());
                int slice = (2 * z + 1) * grid.nz() / (2 * WINDOW.z());
                warmest = column + grid.nx() * (row + grid.ny() * slice);
            }
        }
        return warmest;
    }
}
