package dev.pcrl.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.pcrl.metric.Lehmer;
import dev.pcrl.network.NsUNet;
import dev.pcrl.network.Parameter;
import dev.pcrl.network.ParameterLayout;
import dev.pcrl.view.Size;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The ablations whose network is another one, against what PyTorch computes ({@code tools/ablation_values.py}). */
class AblationTest {
    private static final int BATCH = 3;
    private static final Size LOCAL = new Size(3, 5, 4); // pooled to 2x3x2 and 1x2x1, decoded to 2x4x2 and 4x8x4
    private static final List<String> PARTS = List.of("encoder.", "decoder.", "restoration.", "comparison.");
    private static final Objective WHOLE = Objective.whole(2);

    static Stream<Arguments> steps() {
        return Stream.of(
                arguments(
                        TinyPretraining.of(DataType.DOUBLE, WHOLE, true),
                        List.of(1, 1, 1),
                        new double[] {2.755651091449356, -0.2950531121441508, -1.0715054321806907},
                        new double[] {-2.0101434612676803, 0.713374838018428, -0.07101230139486225, 1.8211255513148619
                        }),
                arguments(
                        TinyPretraining.of(DataType.DOUBLE, WHOLE, true),
                        List.of(2, 2, 2),
                        new double[] {3.354859248999466, 0.2968600213680684, -0.002607514519976817},
                        new double[] {0.563718349947582, -2.66260617653073, 2.351598202549026, -0.03254486609678997}),
                arguments(
                        TinyPretraining.of(DataType.DOUBLE, WHOLE.acrossScales()),
                        List.of(1, 2, 2),
                        new double[] {3.316193458521635, -0.44874186012823625, -1.168532650162014},
                        new double[] {0.6263700457747441, -0.6258627901913321, 1.6404384686346658, -2.5697743392055274
                        }),
                arguments(
                        TinyPretraining.of(DataType.DOUBLE, WHOLE.acrossScales()),
                        List.of(2, 1, 1),
                        new double[] {3.119074028109833, -0.5465003790882615, -1.1364665491223924},
                        new double[] {-2.593997375589881, 0.35020045076342043, 0.8215205411878791, 1.511321661649712}));
    }

    /**
     * Loss and gradient.
     *
     * @param terms restoration, comparison of global views, comparison of local ones
     * @param derivatives of the loss along a direction of the weights of each part
     */
    @ParameterizedTest
    @MethodSource("steps")
    void should_agree_with_pytorch(TinyPretraining tiny, List<Integer> scales, double[] terms, double[] derivatives) {
        ParameterLayout layout = tiny.network().layout();
        for (Parameter parameter : layout.parameters()) {
            if (!parameter.statistic()) {
                layout.view(tiny.parameters(), parameter).assign(weights(parameter));
            }
        }
        ViewBatch batch = batch();
        tiny.method().stepAt(3 - scales.get(0), batch); // leaves its numbers where skips and gradients are kept

        StepResult result = tiny.method().stepAt(scales, batch);

        assertThat(result.scale()).isEqualTo(scales.get(0));
        assertThat(result.terms().get("restoration")).isCloseTo(terms[0], within(1e-9));
        assertThat(result.terms().get("global")).isCloseTo(terms[1], within(1e-9));
        assertThat(result.terms().get("local")).isCloseTo(terms[2], within(1e-9));
        assertThat(result.loss())
                .isCloseTo(terms[0] + TinyPretraining.COMPARISON_WEIGHT * (terms[1] + terms[2]), within(1e-9));
        for (int part = 0; part < PARTS.size(); part++) {
            double derivative = 0;
            String prefix = PARTS.get(part);
            for (Parameter parameter : layout.select(name -> name.startsWith(prefix))) {
                INDArray gradient = layout.view(result.gradient(), parameter);
                derivative += gradient.mul(noise("along." + parameter.name(), gradient.shape()))
                        .sumNumber()
                        .doubleValue();
            }
            assertThat(derivative).as(prefix).isCloseTo(derivatives[part], within(1e-8));
        }
    }

    @Test
    void should_leave_the_encoder_as_it_is() {
        Parameter[] encoder = NsUNet.encoderLayout(
                        TinyPretraining.of(DataType.FLOAT).network().config())
                .parameters()
                .toArray(Parameter[]::new);

        assertThat(parameters(TinyPretraining.of(DataType.FLOAT, WHOLE, true))).startsWith(encoder);
        assertThat(parameters(TinyPretraining.of(DataType.FLOAT, WHOLE.acrossScales())))
                .startsWith(encoder);
    }

    private static List<Parameter> parameters(TinyPretraining tiny) {
        return tiny.network().layout().parameters();
    }

    private static INDArray weights(Parameter parameter) {
        INDArray noise = noise(
                parameter.name(),
                parameter.shape().stream().mapToLong(Long::longValue).toArray());
        boolean isGamma = parameter.name().contains("bn.") && parameter.name().endsWith("weight");
        return isGamma ? noise.mul(0.2).add(1) : noise.mul(0.5);
    }

    private static ViewBatch batch() {
        return new ViewBatch(
                BATCH,
                1,
                TinyPretraining.GLOBAL,
                LOCAL,
                views("corrupted.", 2, TinyPretraining.GLOBAL),
                views("clean.", 2, TinyPretraining.GLOBAL),
                views("local.", TinyPretraining.LOCAL_VIEWS, LOCAL));
    }

    private static List<float[]> views(String name, int count, Size size) {
        return IntStream.range(0, count)
                .mapToObj(
                        view -> noise(name + view, (long) BATCH * size.voxels()).toFloatVector())
                .toList();
    }

    /** Numbers in [-1, 1] of Lehmer's generator, which begins at a checksum of the name. */
    private static INDArray noise(String name, long... shape) {
        CRC32 checksum = new CRC32();
        checksum.update(name.getBytes(StandardCharsets.UTF_8));
        int length = (int) LongStream.of(shape).reduce(1, (a, b) -> a * b);
        double[] numbers = IntStream.of(Lehmer.numbers(length, 2049, 1 + checksum.getValue() % 2147483646))
                .mapToDouble(x -> (x - 1024) / 1024.0)
                .toArray();
        return Nd4j.create(numbers, shape, 'c');
    }
}
