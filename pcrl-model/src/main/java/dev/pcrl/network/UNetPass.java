package dev.pcrl.network;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * One pass through {@link UNetLayers}, level by level, forward and back: what skip connections and a frozen encoder
 * need. It keeps the output of each level.
 *
 * <p>Pooling rounds up and the decoder doubles, so a level of the decoder can be larger than the encoder's level of its
 * resolution. Both begin at the same corner; what the decoder has beyond lies outside the view, and zeros stand for the
 * encoder's there.
 */
final class UNetPass implements Trunk {
    private final StepMemory memory;
    private final boolean hasSkips;
    private final List<SectionPass> encoder = new ArrayList<>();
    private final List<Pass> ups = new ArrayList<>();
    private final List<Pass> blocks = new ArrayList<>();
    private final List<LayerWorkspaceMgr> joined = new ArrayList<>();
    private final List<LayerWorkspaceMgr> skipped = new ArrayList<>();
    private final List<INDArray> levels = new ArrayList<>(); // outputs of encoder levels, then of decoder levels
    private final INDArray[] skipGradients; // of encoder levels

    /** @param builder at the first of the layers' parameters */
    UNetPass(UNetLayers layers, PassBuilder builder) {
        this.memory = builder.memory();
        this.hasSkips = layers.hasSkips();
        layers.encoder().forEach(section -> encoder.add(section.pass(builder)));
        for (int i = 0; i < layers.ups().size(); i++) {
            ups.add(builder.next(layers.ups().get(i)));
            blocks.add(builder.next(layers.blocks().get(i)));
            joined.add(memory.keeping());
            skipped.add(memory.keeping());
        }
        this.skipGradients = new INDArray[ups.size()];
    }

    @Override
    public INDArray feature(INDArray views, int scale, boolean training) {
        encode(views, training);
        return decode(scale, training);
    }

    /** The encoder's output of a batch [N, x, y, z, C], which is kept. */
    INDArray encode(INDArray views, boolean training) {
        levels.clear();
        INDArray x = views;
        for (SectionPass level : encoder) {
            x = level.forward(x, training);
            levels.add(x);
        }
        return x;
    }

    /** The decoder's output after all of its levels, or, without a decoder, the encoder's. */
    INDArray decode(boolean training) {
        return decode(ups.size(), training);
    }

    /** The decoder's output after so many of its levels, which is kept; after none it is the encoder's. */
    private INDArray decode(int count, boolean training) {
        for (int i = 0; i < count; i++) {
            INDArray doubled = ups.get(i).forward(repeatFeature(), training);
            INDArray input = hasSkips ? join(i, doubled) : doubled;
            levels.add(blocks.get(i).forward(input, training));
        }
        return repeatFeature();
    }

    @Override
    public INDArray repeatFeature() {
        return levels.get(levels.size() - 1);
    }

    @Override
    public void backward(INDArray gradient) {
        backwardEncoder(backwardDecoder(gradient));
    }

    /** Back through the decoder's levels that were passed, to the gradient of the encoder's output. */
    INDArray backwardDecoder(INDArray output) {
        INDArray gradient = output;
        for (int i = decoded() - 1; i >= 0; i--) {
            gradient = blocks.get(i).backward(gradient);
            if (hasSkips) {
                gradient = part(i, gradient);
            }
            gradient = ups.get(i).backward(gradient);
        }
        return gradient;
    }

    /** Back through the encoder; after the decoder. */
    void backwardEncoder(INDArray output) {
        backwardEncoder(output, 0);
    }

    /**
     * Back through the encoder's levels from the coarsest to one of them; after the decoder.
     *
     * @return gradient of that one's input
     */
    INDArray backwardEncoder(INDArray output, int finest) {
        int coarsest = encoder.size() - 1;
        INDArray gradient = output;
        for (int level = coarsest; level >= finest; level--) {
            if (hasSkips && level < coarsest && level >= coarsest - decoded()) {
                gradient.addi(skipGradients[level]);
            }
            gradient = encoder.get(level).backward(gradient);
        }
        return gradient;
    }

    /** Outputs of the encoder's levels in the last pass, the finest first. */
    List<INDArray> encoded() {
        return levels.subList(0, encoder.size());
    }

    /** How many levels of the decoder were passed. */
    private int decoded() {
        return levels.size() - encoder.size();
    }

    /** The encoder's level of the resolution of decoder level i, from 0. */
    private int beside(int i) {
        return encoder.size() - 2 - i;
    }

    /** The decoder's array beside the encoder's, [N, x, y, z, C_1 + C_2]. */
    private INDArray join(int i, INDArray doubled) {
        INDArray level = levels.get(beside(i));
        long width = doubled.size(4);
        INDArray both = Corner.array(joined.get(i), ArrayType.ACTIVATIONS, doubled, width + level.size(4));
        channels(both, 0, width).assign(rows(doubled));
        INDArray encoded = channels(both, width, both.size(4));
        if (Corner.isWhole(both, level)) {
            encoded.assign(rows(level));
        } else {
            encoded.assign(0);
            Corner.of(both, level).assign(level);
        }
        return both;
    }

    /** Keeps the encoder's part of a joined array's gradient for later, and gives the decoder's. */
    private INDArray part(int i, INDArray both) {
        INDArray level = levels.get(beside(i));
        long width = both.size(4) - level.size(4);
        INDArray kept = Corner.array(skipped.get(i), ArrayType.ACTIVATIONS, level, level.size(4));
        if (Corner.isWhole(both, level)) {
            rows(kept).assign(channels(both, width, both.size(4)));
        } else {
            kept.assign(Corner.of(both, level));
        }
        skipGradients[beside(i)] = kept;
        INDArray decoded = Corner.array(memory.passing(), ArrayType.ACTIVATION_GRAD, both, width);
        rows(decoded).assign(channels(both, 0, width));
        return decoded;
    }

    /** [N, x, y, z, C] as [N x y z, C]. */
    private static INDArray rows(INDArray array) {
        return array.reshape('c', array.length() / array.size(4), array.size(4));
    }

    private static INDArray channels(INDArray array, long from, long to) {
        return rows(array).get(NDArrayIndex.all(), NDArrayIndex.interval(from, to));
    }
}
