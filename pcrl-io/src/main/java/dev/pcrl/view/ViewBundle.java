package dev.pcrl.view;

import static java.util.Objects.requireNonNull;

import dev.pcrl.random.RandomStream;
import dev.pcrl.volume.Box;
import dev.pcrl.volume.Modality;
import java.util.List;

/**
 * What one training example is made from: the views of one draw of crops from one volume, not yet augmented, in [0, 1].
 *
 * @param id tells the bundle from all others of a data set; see {@link #id(String, int)}
 * @param sourceHash names the volume's file; see {@link SourceHash}
 * @param seed what the crops were drawn with
 * @param index number of the bundle among those of its volume, from 0
 * @param modality the volume's
 * @param spacing of the volume's voxels along x, y and z, in millimetres
 * @param globalBoxes the two global crops, in voxels of the volume in axial LPS order
 * @param localBoxes the local crops, likewise
 * @param globalViews one for each global box, all of one size
 * @param localViews one for each local box, all of one size
 */
public record ViewBundle(
        long id,
        String sourceHash,
        long seed,
        int index,
        Modality modality,
        List<Double> spacing,
        List<Box> globalBoxes,
        List<Box> localBoxes,
        List<View> globalViews,
        List<View> localViews) {
    public ViewBundle {
        requireNonNull(sourceHash, "sourceHash");
        requireNonNull(modality, "modality");
        spacing = List.copyOf(spacing);
        globalBoxes = List.copyOf(globalBoxes);
        localBoxes = List.copyOf(localBoxes);
        globalViews = List.copyOf(globalViews);
        localViews = List.copyOf(localViews);
        if (spacing.size() != 3) {
            throw new IllegalArgumentException("spacing needs 3 numbers: " + spacing);
        }
        if (globalBoxes.isEmpty()) {
            throw new IllegalArgumentException("a bundle needs global views");
        }
        checkShapes("global", globalBoxes, globalViews);
        checkShapes("local", localBoxes, localViews);
    }

    /** The id of a volume's index-th bundle: 64 well mixed bits. */
    public static long id(String sourceHash, int index) {
        return RandomStream.of(SourceHash.bits(sourceHash)).child(index).key();
    }

    private static void checkShapes(String kind, List<Box> boxes, List<View> views) {
        if (boxes.size() != views.size()) {
            throw new IllegalArgumentException(views.size() + " " + kind + " views for " + boxes.size() + " boxes");
        }
        for (View view : views) {
            if (!view.size().equals(views.get(0).size())
                    || view.channels() != views.get(0).channels()) {
                throw new IllegalArgumentException(kind + " views differ in shape: " + views);
            }
        }
    }
}
