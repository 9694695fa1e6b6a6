package dev.pcrl.finetune;

import dev.pcrl.dataset.Truth;
import dev.pcrl.metric.Mask;
import dev.pcrl.random.RandomStream;
import dev.pcrl.view.IntensitySettings;
import dev.pcrl.volume.Affine;
import dev.pcrl.volume.Geometry;
import dev.pcrl.volume.Modality;
import dev.pcrl.volume.Volume;
import java.util.List;
import java.util.random.RandomGenerator;

/** Scans of a ball in noise. */
final class TestScans {
    static final Geometry GRID = new Geometry(24, 20, 12, Affine.axial(1, 1, 1));

    private TestScans() {}

    static Scan scan(String id, Geometry grid, float[] voxels) {
        return Scan.of(id, id, new Volume(grid, 1, Modality.CT, voxels), IntensitySettings.paper());
    }

    /** A bright ball of so many voxels' radius somewhere in noise. */
    static Sample ball(long seed, double radius, double contrast) {
        RandomGenerator random = RandomStream.of(seed).generator();
        double cx = random.nextDouble(5, 19);
        double cy = random.nextDouble(5, 15);
        double cz = random.nextDouble(4, 8);
        float[] voxels = new float[(int) GRID.voxels()];
        boolean[] ball = new boolean[voxels.length];
        for (int i = 0; i < voxels.length; i++) {
            double x = i % GRID.nx() - cx;
            int row = i / GRID.nx();
            double y = row % GRID.ny() - cy;
            int slice = row / GRID.ny();
            double z = slice - cz;
            ball[i] = x * x + y * y + z * z < radius * radius;
            voxels[i] = (float) ((ball[i] ? contrast : 0) + 100 * random.nextGaussian());
        }
        return new Sample(scan("ball-" + seed, GRID, voxels), new Labels.Regions(List.of(new Mask(GRID, ball))));
    }

    /** A scan as a whole with one label. */
    static Sample whole(Sample sample, Truth truth) {
        return new Sample(sample.scan(), new Labels.Whole(List.of(truth)));
    }
}
