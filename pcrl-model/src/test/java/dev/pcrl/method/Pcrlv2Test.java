package dev.pcrl.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pcrl.loss.ComparisonLoss;
import dev.pcrl.loss.RestorationLoss;
import dev.pcrl.network.Branch;
import dev.pcrl.network.GradientSum;
import dev.pcrl.network.NsUNet;
import dev.pcrl.network.Parameter;
import dev.pcrl.network.StepMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

class Pcrlv2Test {
    private static final double STEP = 1e-6;
    private static final int SAMPLES_PER_TENSOR = 2;

    private final TinyPretraining tiny = TinyPretraining.of(DataType.DOUBLE);
    private final ViewBatch batch = TinyPretraining.batch(3, 3);
    private final ComparisonLoss comparison = new ComparisonLoss(DataType.DOUBLE, TinyPretraining.LOCAL_VIEWS);
    private final StepMemory memory = new StepMemory();
    private final Branch branch =
            new Branch(tiny.network(), tiny.parameters(), new GradientSum(tiny.network(), DataType.DOUBLE), memory);

    @AfterEach
    void release() {
        memory.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void should_agree_with_central_differences_of_the_loss_at_fixed_representations(int scale) {
        List<INDArray> fixed = outputs(scale).representations();
        StepResult result = tiny.method().stepAt(scale, batch);
        INDArray gradient = result.gradient().dup();
        double largest = 0;

        assertThat(loss(scale, fixed)).isCloseTo(result.loss(), within(1e-9));
        for (Parameter parameter : tiny.network().layout().parameters()) {
            if (!parameter.statistic() && NsUNet.takesPart(parameter.name(), scale)) {
                largest = Math.max(largest, assertDerivative(scale, parameter, gradient, fixed));
            }
        }
        assertThat(largest).isGreaterThan(0.1);
    }

    private double assertDerivative(int scale, Parameter parameter, INDArray gradient, List<INDArray> fixed) {
        Random random = new Random(parameter.offset());
        double largest = 0;
        for (int sample = 0; sample < SAMPLES_PER_TENSOR; sample++) {
            long i = parameter.offset() + random.nextInt((int) parameter.length());
            double value = tiny.parameters().getDouble(0, i);
            tiny.parameters().putScalar(0, i, value + STEP);
            double above = loss(scale, fixed);
            tiny.parameters().putScalar(0, i, value - STEP);
            double below = loss(scale, fixed);
            tiny.parameters().putScalar(0, i, value);
            double expected = (above - below) / (2 * STEP);
            assertThat(gradient.getDouble(0, i))
                    .as("%s at %d", parameter.name(), i - parameter.offset())
                    .isCloseTo(expected, within(1e-6 + 1e-5 * Math.abs(expected)));
            largest = Math.max(largest, Math.abs(expected));
        }
        return largest;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void should_give_no_gradient_to_statistics_and_to_what_takes_no_part(int scale) {
        tiny.method().stepAt(3 - scale, batch); // leaves its numbers where gradients are written

        INDArray gradient = tiny.method().stepAt(scale, batch).gradient();

        for (Parameter parameter : tiny.network().layout().parameters()) {
            INDArray tensor = tiny.network().layout().view(gradient, parameter);
            double norm = tensor.norm2Number().doubleValue();
            if (parameter.statistic() || !NsUNet.takesPart(parameter.name(), scale)) {
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
        LongStream.range(0, steps).forEach(number -> counts[Pcrlv2.scale(Step.of(1, number), scales)]++);

        assertThat(counts[0]).isZero();
        double deviation = Math.sqrt(steps * 0.2 * 0.8);
        for (int scale = 1; scale <= scales; scale++) {
            assertThat((double) counts[scale]).isCloseTo(steps / 5.0, within(4 * deviation));
        }
    }

    private static List<Integer> scales(Method method, long seed, long from, long to) {
        ViewBatch views = TinyPretraining.batch(2, 3);
        return LongStream.range(from, to)
                .mapToObj(number -> method.step(views, Step.of(seed, number)).scale())
                .toList();
    }

    /** The total loss with the representations v put in from outside, where the stop-gradient holds them fixed. */
    private double loss(int scale, List<INDArray> representations) {
        Outputs outputs = outputs(scale);
        ComparisonLoss.Result compared = comparison.of(representations, outputs.predictions());
        return outputs.restoration() + TinyPretraining.COMPARISON_WEIGHT * (compared.global() + compared.local());
    }

    private Outputs outputs(int scale) {
        double restoration = 0;
        List<INDArray> representations = new ArrayList<>();
        List<INDArray> predictions = new ArrayList<>();
        try (MemoryWorkspace ignored = memory.step()) {
            for (int view = 0; view < 3; view++) {
                INDArray input = view < 2 ? batch.corrupted(view, DataType.DOUBLE) : batch.locals(DataType.DOUBLE);
                INDArray feature = branch.feature(input, scale, true);
                if (view < 2) {
                    INDArray restored = branch.restore(feature, scale, true);
                    restoration += RestorationLoss.of(restored, batch.clean(view, DataType.DOUBLE))
                            .value();
                }
                Branch.Comparison compared = branch.compare(feature, scale, true);
                representations.add(compared.representation().dup().detach());
                predictions.add(compared.prediction().dup().detach());
            }
        }
        return new Outputs(restoration, representations, predictions);
    }

    private record Outputs(double restoration, List<INDArray> representations, List<INDArray> predictions) {}
}
