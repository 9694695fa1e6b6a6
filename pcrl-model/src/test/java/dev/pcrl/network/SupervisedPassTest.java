package dev.pcrl.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import dev.pcrl.loss.SupervisedLoss;
import dev.pcrl.network.SupervisedNetwork.Kind;
import dev.pcrl.network.SupervisedPass.Mode;
import dev.pcrl.optimise.Sgd;
import dev.pcrl.view.Size;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SupervisedPassTest {
    private static final NsUNetConfig CONFIG = new NsUNetConfig(1, 2, 4, 2, new Size(8, 4, 4));
    private static final NsUNetConfig WIDE = new NsUNetConfig(4, 2, 16, 2, new Size(8, 4, 4));
    private static final double STEP = 1e-6;
    private static final int CLASSES = 3;

    private final Random random = new Random(3);

    @ParameterizedTest
    @CsvSource({
        "CLASSIFIER, 8, 4, 4",
        "SEGMENTER, 8, 4, 4",
        "SEGMENTER_WITH_SKIPS, 8, 4, 4",
        "SEGMENTER, 5, 7, 4",
        "SEGMENTER_WITH_SKIPS, 5, 7, 4"
    })
    void should_agree_with_central_differences(Kind kind, int x, int y, int z) {
        SupervisedNetwork network = new SupervisedNetwork(CONFIG, kind, CLASSES);
        INDArray parameters = parameters(network);
        INDArray images = noise(3, x, y, z, 2);
        INDArray targets = targets(kind, 3, x, y, z);
        try (SupervisedPass pass = new SupervisedPass(network, parameters)) {
            INDArray gradient;
            try (MemoryWorkspace ignored = pass.step()) {
                SupervisedLoss loss = SupervisedLoss.dice(pass.logits(images, Mode.TRAINING), targets);
                gradient = pass.backward(loss.gradient()).dup().detach();
            }
            double largest = 0;
            for (Parameter parameter : network.layout().parameters()) {
                if (parameter.statistic()) {
                    assertThat(network.layout()
                                    .view(gradient, parameter)
                                    .norm2Number()
                                    .doubleValue())
                            .isZero();
                    continue;
                }
                for (int sample = 0; sample < 2; sample++) {
                    long i = parameter.offset() + random.nextInt((int) parameter.length());
                    double value = parameters.getDouble(0, i);
                    double above = loss(pass, images, targets, parameters, i, value + STEP);
                    double below = loss(pass, images, targets, parameters, i, value - STEP);
                    parameters.putScalar(0, i, value);
                    double expected = (above - below) / (2 * STEP);
                    assertThat(gradient.getDouble(0, i))
                            .as("%s at %d", parameter.name(), i - parameter.offset())
                            .isCloseTo(expected, within(1e-8 + 1e-5 * Math.abs(expected)));
                    largest = Math.max(largest, Math.abs(expected));
                }
            }
            assertThat(largest).isGreaterThan(1e-3);
        }
    }

    private static double loss(
            SupervisedPass pass, INDArray images, INDArray targets, INDArray parameters, long i, double value) {
        parameters.putScalar(0, i, value);
        try (MemoryWorkspace ignored = pass.step()) {
            return SupervisedLoss.dice(pass.logits(images, Mode.TRAINING), targets)
                    .value();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void should_leave_a_frozen_encoder_as_it_is(Kind kind) {
        SupervisedNetwork network = new SupervisedNetwork(CONFIG, kind, CLASSES);
        INDArray parameters = parameters(network);
        INDArray before = parameters.dup();
        long encoder = network.encoderLength();
        try (SupervisedPass pass = new SupervisedPass(network, parameters);
                MemoryWorkspace ignored = pass.step()) {
            SupervisedLoss loss = SupervisedLoss.dice(
                    pass.logits(noise(3, 8, 4, 4, 2), Mode.TRAINING_HEAD), targets(kind, 3, 8, 4, 4));
            INDArray gradient = pass.backward(loss.gradient());

            assertThat(part(gradient, 0, encoder).norm2Number().doubleValue()).isZero();
            assertThat(part(gradient, encoder, gradient.length()).norm2Number().doubleValue())
                    .isPositive();
            assertThat(part(parameters, 0, encoder)).isEqualTo(part(before, 0, encoder));
        }
    }

    @ParameterizedTest
    @CsvSource({"8, 4, 4", "5, 7, 4"})
    void should_encode_as_nsunet_does(int x, int y, int z) {
        SupervisedNetwork network = new SupervisedNetwork(CONFIG, Kind.SEGMENTER, CLASSES);
        INDArray parameters = parameters(network);
        INDArray images = noise(2, x, y, z, 2);
        NsUNet whole = new NsUNet(CONFIG);
        assertThat(network.layout()
                        .parameters()
                        .subList(0, NsUNet.encoderLayout(CONFIG).parameters().size()))
                .isEqualTo(NsUNet.encoderLayout(CONFIG).parameters());
        assertThat(names(network.layout()).stream().filter(name -> !name.startsWith("head")))
                .containsExactlyElementsOf(names(whole.layout()).stream()
                        .filter(name -> name.startsWith("encoder") || name.startsWith("decoder"))
                        .toList());
        INDArray vector = Initialisation.draw(whole.layout(), DataType.DOUBLE, 9);
        long trunk = network.layout().length() - 3 - 2L * 3;
        part(vector, 0, trunk).assign(part(parameters, 0, trunk));
        try (StepMemory memory = new StepMemory();
                SupervisedPass pass = new SupervisedPass(network, parameters)) {
            INDArray feature;
            try (MemoryWorkspace ignored = memory.step()) {
                Branch branch = new Branch(whole, vector, new GradientSum(whole, DataType.DOUBLE), memory);
                feature = branch.feature(images, 2, false).dup().detach();
            }
            INDArray weight = part(parameters, trunk, trunk + 6).reshape('c', 3, 2);
            INDArray bias = part(parameters, trunk + 6, trunk + 9);
            INDArray expected = feature.reshape('c', feature.length() / 2, 2)
                    .mmul(weight.transpose())
                    .addRowVector(bias);
            try (MemoryWorkspace ignored = pass.step()) {
                INDArray logits = pass.logits(images, Mode.INFERENCE);
                INDArray inView = expected.reshape('c', 2, feature.size(1), feature.size(2), feature.size(3), 3)
                        .get(all(), interval(0, x), interval(0, y), interval(0, z), all());
                assertThat(logits.distance2(inView.dup('c'))).isLessThan(1e-12);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void should_learn_a_small_task(Kind kind) {
        SupervisedNetwork network = new SupervisedNetwork(CONFIG, kind, 1);
        INDArray parameters = Initialisation.draw(network.layout(), DataType.FLOAT, 4);
        Sgd sgd = new Sgd(network.layout(), network.layout().zeros(DataType.FLOAT), 0.9, 0);
        try (SupervisedPass pass = new SupervisedPass(network, parameters)) {
            double first = 0;
            double last = 0;
            for (int step = 0; step < 150; step++) {
                INDArray images = noise(4, 8, 4, 4, 2).castTo(DataType.FLOAT);
                INDArray bright = images.get(all(), all(), all(), all(), interval(0, 1));
                for (int n = 0; n < 4; n += 2) {
                    images.slice(n).addi(1.5);
                }
                INDArray targets = kind == Kind.CLASSIFIER
                        ? Nd4j.createFromArray(1f, 0f, 1f, 0f).reshape('c', 4, 1)
                        : bright.gt(0.75).castTo(DataType.FLOAT).dup('c');
                try (MemoryWorkspace ignored = pass.step()) {
                    INDArray logits = pass.logits(images, Mode.TRAINING);
                    SupervisedLoss loss = kind == Kind.CLASSIFIER
                            ? SupervisedLoss.crossEntropy(
                                    logits, targets, targets.like().addi(1))
                            : SupervisedLoss.dice(logits, targets);
                    sgd.step(parameters, pass.backward(loss.gradient()), 0.05);
                    first = step == 0 ? loss.value() : first;
                    last = loss.value();
                }
            }
            assertThat(last).isLessThan(0.6 * first);
        }
    }

    /** A cell adds by how much the logit grows with the logarithm of its features. */
    @ParameterizedTest
    @CsvSource({
        "NSUNET_3D, 4, 0",
        "NSUNET_3D, 2, 1",
        "NSUNET_3D, 1, 2",
        "NSUNET_3D, 9, 0",
        "RESNET_18, 10, 2",
        "RESNET_18, 4, 4",
        "RESNET_18, 2, 8"
    })
    void should_map_what_adds_to_a_logit(EncoderKind kind, int leastCells, int level) {
        boolean isResNet = kind == EncoderKind.RESNET_18;
        EncoderShape shape = isResNet ? new ResNetConfig(2, new Size(40, 37, 1)) : WIDE;
        SupervisedNetwork network = new SupervisedNetwork(shape, Kind.CLASSIFIER, CLASSES);
        INDArray parameters = loud(network);
        INDArray image = isResNet ? noise(1, 40, 37, 1, 3) : noise(1, 8, 4, 4, 2);
        INDArray map;
        try (SupervisedPass pass = new SupervisedPass(network, parameters);
                MemoryWorkspace ignored = pass.step()) {
            SupervisedPass.LevelMap found = pass.activationMap(image, 1, leastCells);
            assertThat(found.level()).isEqualTo(level);
            map = found.cells().dup('c').detach();
        }
        // As torchvision's kernels have their axes
        INDArray input = isResNet ? image.permute(0, 3, 2, 1, 4).dup('c') : image;
        INDArray cells = (isResNet ? map.permute(0, 3, 2, 1, 4) : map).dup('c').reshape(map.length());
        double largest = 0;
        for (int cell = 0; cell < map.length(); cell += 1 + (int) map.length() / 4) {
            double above = logit(network, parameters, input, level, cell, 1 + STEP);
            double below = logit(network, parameters, input, level, cell, 1 - STEP);
            double expected = (above - below) / (2 * STEP);
            assertThat(cells.getDouble(cell))
                    .as("cell %d", cell)
                    .isCloseTo(expected, within(1e-9 + 1e-5 * Math.abs(expected)));
            largest = Math.max(largest, Math.abs(expected));
        }
        assertThat(largest).isGreaterThan(1e-5);
    }

    @Test
    void should_map_the_whole_logit_but_for_the_bias_at_the_coarsest_level() {
        SupervisedNetwork network = new SupervisedNetwork(WIDE, Kind.CLASSIFIER, CLASSES);
        INDArray parameters = loud(network);
        Parameter bias = network.layout().select("head.fc.bias"::equals).get(0);
        network.layout().view(parameters, bias).assign(0.25);
        INDArray image = noise(1, 8, 4, 4, 2);
        try (SupervisedPass pass = new SupervisedPass(network, parameters);
                MemoryWorkspace ignored = pass.step()) {
            double sum = pass.activationMap(image, 1, 1).cells().sumNumber().doubleValue();
            double logit = pass.logits(image, Mode.INFERENCE).getDouble(0, 1);
            assertThat(sum + 0.25).isCloseTo(logit, within(1e-12));
            assertThat(Math.abs(sum)).isGreaterThan(1e-3);
        }
    }

    /** Of class 1, with the features of a cell of a level times a factor. */
    private static double logit(
            SupervisedNetwork network, INDArray parameters, INDArray input, int level, int cell, double factor) {
        try (StepMemory memory = new StepMemory();
                GradientSum gradients = new GradientSum(network.layout(), network.longestLayer(), DataType.DOUBLE);
                MemoryWorkspace ignored = memory.step()) {
            PassBuilder builder = new PassBuilder(parameters, memory, gradients);
            List<Section> sections = network.trunk().encoder();
            INDArray x = input;
            for (int i = 0; i < sections.size(); i++) {
                x = sections.get(i).pass(builder).forward(x, false);
                if (i == level) {
                    x.reshape('c', x.length() / x.size(4), x.size(4))
                            .getRow(cell)
                            .muli(factor);
                }
            }
            return builder.next(network.headChain()).forward(x, false).getDouble(0, 1);
        }
    }

    private static List<String> names(ParameterLayout layout) {
        return layout.parameters().stream().map(Parameter::name).toList();
    }

    private INDArray parameters(SupervisedNetwork network) {
        INDArray parameters = Initialisation.draw(network.layout(), DataType.DOUBLE, 5);
        for (Parameter parameter : network.layout().select(name -> name.contains("bn."))) {
            INDArray tensor = network.layout().view(parameters, parameter);
            for (int i = 0; i < tensor.length(); i++) {
                tensor.putScalar(i, tensor.getDouble(i) + 0.2 * random.nextDouble());
            }
        }
        return parameters;
    }

    /** With filters that keep the variance of what they get: no batch is there to restore it. */
    private INDArray loud(SupervisedNetwork network) {
        INDArray parameters = parameters(network);
        for (Parameter parameter : network.layout().select(name -> name.endsWith("conv.weight"))) {
            INDArray filters = network.layout().view(parameters, parameter);
            filters.muli(
                    Math.sqrt(2.0 * filters.size(0)) / filters.norm2Number().doubleValue());
        }
        return parameters;
    }

    private INDArray noise(long... shape) {
        INDArray noise = Nd4j.zeros(DataType.DOUBLE, shape);
        for (long i = 0; i < noise.length(); i++) {
            noise.putScalar(i, random.nextGaussian());
        }
        return noise;
    }

    private INDArray targets(Kind kind, int images, int x, int y, int z) {
        INDArray targets = kind == Kind.CLASSIFIER ? noise(images, CLASSES) : noise(images, x, y, z, CLASSES);
        return targets.gt(0).castTo(DataType.DOUBLE);
    }

    private static INDArray part(INDArray vector, long begin, long end) {
        return ParameterLayout.interval(vector, begin, end);
    }
}
