package dev.pcrl.finetune;

import dev.pcrl.loss.SupervisedLoss;
import dev.pcrl.network.SupervisedNetwork;
import dev.pcrl.network.SupervisedNetwork.Kind;
import dev.pcrl.network.SupervisedPass;
import dev.pcrl.network.SupervisedPass.LevelMap;
import dev.pcrl.network.SupervisedPass.Mode;
import dev.pcrl.optimise.Sgd;
import dev.pcrl.view.Size;
import dev.pcrl.view.View;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** A network that learns a task, step by step, and tells what it has learnt. Of one thread, which also closes it. */
public final class Learner implements AutoCloseable {
    private static final int BATCH = 16; // images that are classified at a time

    private final SupervisedNetwork network;
    private final INDArray parameters;
    private final SupervisedPass pass;
    private final Sgd optimiser;
    private final SegmentationLoss loss;

    /**
     * @param parameters [1, length] of the network's layout, FLOAT, changed in place
     * @param optimiser of the same layout
     * @param loss of a segmentation; classes of an image have binary cross-entropy
     */
    public Learner(SupervisedNetwork network, INDArray parameters, Sgd optimiser, SegmentationLoss loss) {
        this.network = network;
        this.parameters = parameters;
        this.pass = new SupervisedPass(network, parameters);
        this.optimiser = optimiser;
        this.loss = loss;
    }

    /**
     * Learns from a minibatch.
     *
     * @param rate learning rate of decoder and head
     * @param encoderRate that of the encoder; at 0 it is frozen, its running statistics, too
     * @return the loss before the step
     */
    public double step(List<Example> examples, double rate, double encoderRate) {
        try (MemoryWorkspace ignored = pass.step()) {
            Mode mode = encoderRate > 0 ? Mode.TRAINING : Mode.TRAINING_HEAD;
            INDArray logits =
                    pass.logits(images(examples.stream().map(Example::input).toList()), mode);
            INDArray targets = like(logits, examples, Example::copyTargets);
            INDArray weights = like(logits, examples, Example::copyWeights);
            SupervisedLoss result = network.kind() == Kind.CLASSIFIER
                    ? SupervisedLoss.crossEntropy(logits, targets, weights)
                    : loss.of(logits, targets, weights);
            if (Double.isFinite(result.value())) { // else the weights are left as they are, for the caller to judge
                optimiser.step(
                        parameters, pass.backward(result.gradient()), rate, network.encoderLength(), encoderRate);
            }
            return result.value();
        }
    }

    /**
     * What the network says of some views, with running statistics.
     *
     * @param views as the network is given them, of one size
     * @return for each view probabilities [classes], or [x, y, z, classes] in C order
     */
    public List<float[]> probabilities(List<View> views) {
        try (MemoryWorkspace ignored = pass.step()) {
            INDArray all = Transforms.sigmoid(pass.logits(images(views), Mode.INFERENCE), true);
            INDArray rows = all.reshape('c', views.size(), all.length() / views.size());
            List<float[]> probabilities = new ArrayList<>();
            for (int i = 0; i < views.size(); i++) {
                probabilities.add(rows.getRow(i).dup('c').toFloatVector());
            }
            return probabilities;
        }
    }

    /**
     * Where a classifier sees a class in a view, with running statistics.
     *
     * @param view as the network is given it
     * @param index of the class
     */
    public ActivationMap activationMap(View view, int index) {
        try (MemoryWorkspace ignored = pass.step()) {
            LevelMap map = pass.activationMap(images(List.of(view)), index, ActivationMap.LEAST_CELLS);
            INDArray cells = map.cells();
            Size size = new Size((int) cells.size(1), (int) cells.size(2), (int) cells.size(3));
            return new ActivationMap(
                    new View(size, 1, cells.dup('c').reshape(cells.length()).toFloatVector()),
                    network.shape().firstCell(map.level()),
                    network.shape().stride(map.level()));
        }
    }

    /**
     * What the network says of places or whole images, some at a time.
     *
     * @return for each sample probabilities [classes]
     */
    public List<float[]> classify(ExampleCutter cutter, List<Sample> samples) {
        List<float[]> told = new ArrayList<>();
        for (int begin = 0; begin < samples.size(); begin += BATCH) {
            List<Sample> some = samples.subList(begin, Math.min(begin + BATCH, samples.size()));
            told.addAll(probabilities(some.stream().map(cutter::view).toList()));
        }
        return told;
    }

    /** [N, x, y, z, C]. */
    private static INDArray images(List<View> views) {
        View first = views.get(0);
        int length = first.length();
        float[] values = new float[views.size() * length];
        for (int i = 0; i < views.size(); i++) {
            views.get(i).values().get(values, i * length, length);
        }
        Size size = first.size();
        return Nd4j.createFromArray(values).reshape('c', views.size(), size.x(), size.y(), size.z(), first.channels());
    }

    /** Copies a part of an example. */
    @FunctionalInterface
    private interface Part {
        void copy(Example example, float[] to, int start);
    }

    private static INDArray like(INDArray logits, List<Example> examples, Part part) {
        float[] values = new float[Math.toIntExact(logits.length())];
        int length = values.length / examples.size();
        for (int i = 0; i < examples.size(); i++) {
            part.copy(examples.get(i), values, i * length);
        }
        return Nd4j.createFromArray(values).reshape('c', logits.shape());
    }

    @Override
    public void close() {
        pass.close();
    }
}
