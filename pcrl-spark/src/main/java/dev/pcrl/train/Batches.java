package dev.pcrl.train;

import dev.pcrl.method.ViewBatch;
import dev.pcrl.view.TrainingViews;
import dev.pcrl.view.View;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Augmented bundles to minibatches. */
public final class Batches {
    private Batches() {}

    /** The minibatch of some bundles, in their order. */
    public static ViewBatch assemble(List<TrainingViews> bundles) {
        TrainingViews first = bundles.get(0);
        View global = first.clean().get(0);
        return new ViewBatch(
                bundles.size(),
                global.channels(),
                global.size(),
                first.locals().stream().findFirst().map(View::size).orElse(global.size()),
                join(bundles, TrainingViews::corrupted),
                join(bundles, TrainingViews::clean),
                join(bundles, TrainingViews::locals));
    }

    /** View k of all bundles behind each other, for each k. */
    private static List<float[]> join(List<TrainingViews> bundles, Function<TrainingViews, List<View>> which) {
        List<float[]> joined = new ArrayList<>();
        int count = which.apply(bundles.get(0)).size();
        for (int k = 0; k < count; k++) {
            int length = which.apply(bundles.get(0)).get(k).length();
            float[] all = new float[length * bundles.size()];
            for (int n = 0; n < bundles.size(); n++) {
                which.apply(bundles.get(n)).get(k).values().get(all, n * length, length);
            }
            joined.add(all);
        }
        return joined;
    }
}
