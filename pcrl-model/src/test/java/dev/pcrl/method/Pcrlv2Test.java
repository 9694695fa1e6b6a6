package dev.pcrl.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.pcrl.loss.ComparisonLoss;
import dev.pcrl.loss.RestorationLoss;
import dev.pcrl.network.Branch;
import dev.pcrl.network.GradientSum;
import dev.pcrl.network.Parameter;
import dev.pcrl.network.StepMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

class Pcrlv2Test {
    private static final double STEP = 1e-6;
    private static final int SAMPLES_PER_TENSOR = 2;

    private static final Objective WHOLE = Objective.whole(2);

    private final ViewBatch batch = TinyPretraining.batch(3, 3);
    private final StepMemory memory = new StepMemory();

    @AfterEach
    void release() {
        memory.close();
    }

    static Stream<Arguments> objectives() {
        return Stream.of(
                arguments(WHOLE, 1),
                arguments(WHOLE, 2),
                arguments(new Objective(List.of(2), true, false, false), 2),
                arguments(new Objective(List.of(0), false, true, false), 0),
                arguments(new Objective(List.of(1, 2), true, true, false), 1),
                arguments(new Objective(List.of(1, 2), false, true, true), 2));
    }

    @ParameterizedTest
    @MethodSource("objectives")
    void should_agree_with_central_differences_of_the_loss_at_fixed_representations(Objective objective, int scale) {
        Differences differences = new Differences(objective, scale);
        StepResult result = differences.tiny.method().stepAt(scale, batch);
        INDArray gradient = result.gradient().dup();
        double largest = 0;

        assertThat(differences.loss()).isCloseTo(result.loss(), within(1e-9));
        for (Parameter parameter : differences.tiny.network().layout().parameters()) {
            if (!parameter.statistic() && differences.takesPart(parameter)) {
                largest = Math.max(largest, differences.assertDerivative(parameter, gradient));
            }
        }
        assertThat(largest).isGreaterThan(0.1);
    }

    @Test
    void should_report_the_terms_that_there_are() {
        assertThat(terms(WHOLE)).containsOnlyKeys("restoration", "global", "local", "representation-std");
        assertThat(terms(new Objective(List.of(2), true, false, false)))
                .containsOnlyKeys("restoration", "representation-std");
        assertThat(terms(new Objective(List.of(0), false, true, false)))
                .containsOnlyKeys("global", "representation-std");
    }

    private Map<String, Double> terms(Objective objective) {
        return TinyPretraining.of(DataType.FLOAT, objective)
                .method()
                .step(batch, Step.of(1, 0))
                .terms();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void should_give_no_gradient_to_statistics_and_to_what_takes_no_part(int scale) {
        TinyPretraining tiny = TinyPretraining.of(DataType.DOUBLE);
        tiny.method().stepAt(3 - scale, batch); // leaves its numbers where gradients are written

        INDArray gradient = tiny.method().stepAt(scale, batch).gradient();

        for (Parameter parameter : tiny.network().layout().parameters()) {
            INDArray tensor = tiny.network().layout().view(gradient, parameter);
            double norm = tensor.norm2Number().doubleValue();
            if (parameter.statistic() || !isInStep(parameter.name(), scale)) {
                assertThat(norm).as(parameter.name()).isZero();
            } else if (parameter.name().endsWith("bn.weight")) {
                assertThat(norm).as(parameter.name()).isPositive();
            }
        }
    }

    @Test
    void should_draw_the_scale_from_seed_and_step_alone() {
        List<Integer> scales = scales(TinyPretraining.of(DataType.FLOAT).method(), 7, 0, 12);

        assertThat(scales(TinyPretraining.of(DataType.FLOAT).method(), 7, 0, 12))
                .isEqualTo(scales)
                .contains(1, 2);
        assertThat(scales(TinyPretraining.of(DataType.FLOAT).method(), 7, 6, 12))
                .isEqualTo(scales.subList(6, 12));
        assertThat(scales(TinyPretraining.of(DataType.FLOAT).method(), 8, 0, 12))
                .isNotEqualTo(scales);
    }

    @Test
    void should_draw_all_scales_equally_often() {
        int scales = 5;
        int steps = 5000;
        int[] counts = new int[scales + 1];
        Objective objective = Objective.whole(scales);
        LongStream.range(0, steps)
                .forEach(number -> counts[objective.scales(Step.of(1, number)).get(0)]++);

        assertThat(counts[0]).isZero();
        double deviation = Math.sqrt(steps * 0.2 * 0.8);
        for (int scale = 1; scale <= scales; scale++) {
            assertThat((double) counts[scale]).isCloseTo(steps / 5.0, within(4 * deviation));
        }
    }

    @Test
    void should_draw_all_pairs_of_scales_equally_often_when_they_are_crossed() {
        Objective objective = Objective.whole(4).acrossScales();
        int steps = 4000;
        int[][][] counts = new int[3][5][5]; // of two passes, and the scales of both
        LongStream.range(0, steps).forEach(number -> {
            List<Integer> scales = objective.scales(Step.of(1, number));
            counts[0][scales.get(0)][scales.get(1)]++;
            counts[1][scales.get(0)][scales.get(2)]++;
            counts[2][scales.get(1)][scales.get(2)]++;
        });

        double deviation = Math.sqrt(steps * 15 / 256.0);
        for (int[][] pairs : counts) {
            for (int a = 1; a <= 4; a++) {
                for (int b = 1; b <= 4; b++) {
                    assertThat((double) pairs[a][b]).isCloseTo(steps / 16.0, within(4 * deviation));
                }
            }
        }
    }

    private static List<Integer> scales(Method method, long seed, long from, long to) {
        ViewBatch views = TinyPretraining.batch(2, 3);
        return LongStream.range(from, to)
                .mapToObj(number -> method.step(views, Step.of(seed, number)).scale())
                .toList();
    }

    /** Whether a step at a scale goes through a tensor. */
    private static boolean isInStep(String name, int scale) {
        String[] parts = name.split("\\.", 3);
        int index = parts[1].equals("encoder") ? -1 : Integer.parseInt(parts[1]);
        return switch (parts[0]) {
            case "encoder" -> true;
            case "decoder" -> index < scale;
            default -> index == scale - 1;
        };
    }

    /** Central differences of the loss, with the representations v held as they were, as the stop-gradient does. */
    private final class Differences {
        private final Objective objective;
        private final int scale;
        private final TinyPretraining tiny;
        private final ComparisonLoss comparison;
        private final Branch branch;
        private final List<INDArray> representations;

        Differences(Objective objective, int scale) {
            this.objective = objective;
            this.scale = scale;
            this.tiny = TinyPretraining.of(DataType.DOUBLE, objective);
            this.comparison =
                    new ComparisonLoss(DataType.DOUBLE, objective.comparesLocals() ? TinyPretraining.LOCAL_VIEWS : 0);
            this.branch = new Branch(
                    tiny.network(), tiny.parameters(), new GradientSum(tiny.network(), DataType.DOUBLE), memory);
            this.representations = outputs().representations();
        }

        boolean takesPart(Parameter parameter) {
            String head = parameter.name();
            return isInStep(head, scale)
                    && (objective.restores() || !head.startsWith("restoration."))
                    && (objective.compares() || !head.startsWith("comparison."));
        }

        double assertDerivative(Parameter parameter, INDArray gradient) {
            Random random = new Random(parameter.offset());
            double largest = 0;
            for (int sample = 0; sample < SAMPLES_PER_TENSOR; sample++) {
                long i = parameter.offset() + random.nextInt((int) parameter.length());
                double value = tiny.parameters().getDouble(0, i);
                tiny.parameters().putScalar(0, i, value + STEP);
                double above = loss();
                tiny.parameters().putScalar(0, i, value - STEP);
                double below = loss();
                tiny.parameters().putScalar(0, i, value);
                double expected = (above - below) / (2 * STEP);
                assertThat(gradient.getDouble(0, i))
                        .as("%s at %d", parameter.name(), i - parameter.offset())
                        .isCloseTo(expected, within(1e-6 + 1e-5 * Math.abs(expected)));
                largest = Math.max(largest, Math.abs(expected));
            }
            return largest;
        }

        double loss() {
            Outputs outputs = outputs();
            if (!objective.compares()) {
                return outputs.restoration();
            }
            ComparisonLoss.Result compared = comparison.of(representations, outputs.predictions());
            double weight = objective.restores() ? TinyPretraining.COMPARISON_WEIGHT : 1;
            return outputs.restoration() + weight * (compared.global() + compared.local());
        }

        private Outputs outputs() {
            double restoration = 0;
            List<INDArray> representations = new ArrayList<>();
            List<INDArray> predictions = new ArrayList<>();
            try (MemoryWorkspace ignored = memory.step()) {
                for (int view = 0; view < (objective.comparesLocals() ? 3 : 2); view++) {
                    INDArray input = view < 2 ? batch.corrupted(view, DataType.DOUBLE) : batch.locals(DataType.DOUBLE);
                    INDArray feature = branch.feature(input, scale, true);
                    if (objective.restores() && view < 2) {
                        INDArray restored = branch.restore(feature, scale, true);
                        restoration += RestorationLoss.of(restored, batch.clean(view, DataType.DOUBLE))
                                .value();
                    }
                    if (objective.compares()) {
                        Branch.Comparison compared = branch.compare(feature, scale, true);
                        representations.add(compared.representation().dup().detach());
                        predictions.add(compared.prediction().dup().detach());
                    }
                }
            }
            return new Outputs(restoration, representations, predictions);
        }
    }

    private record Outputs(double restoration, List<INDArray> representations, List<INDArray> predictions) {}
}
