package dev.pcrl.phantom;

import dev.pcrl.random.RandomStream;
import dev.pcrl.volume.Affine;
import dev.pcrl.volume.Geometry;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Paints phantoms: the same grid and seed give the same voxels, another seed another patient.
 *
 * <p>Bodies are life-size and stand in the middle of the grid; a grid smaller than the body cuts it off, as a small
 * field of view does.
 */
public final class Phantoms {
    /** Edge in millimetres of a cube that holds the whole thorax and the upper abdomen. */
    public static final double THORAX_EDGE = 384;

    /** Edge in millimetres of a cube that holds the whole head. */
    public static final double HEAD_EDGE = 248;

    /** Width and depth in millimetres of a field of view that holds an abdomen. */
    public static final double ABDOMEN_WIDTH = 336;

    /** Height in millimetres of that field of view, from the bases of the lungs to below the kidneys. */
    public static final double ABDOMEN_HEIGHT = 192;

    private static final double THORAX_NOISE = 15; // standard deviation in Hounsfield units
    private static final double HEAD_NOISE = 6; // less, as heads are given more dose to tell grey from white

    private Phantoms() {}

    /**
     * A chest with the upper abdomen, with two to seven lesions in lungs and liver.
     *
     * @param nx voxels from right to left
     * @param ny voxels from anterior to posterior
     * @param nz voxels from inferior to superior
     * @param spacing distance of voxels in millimetres
     * @param seed which patient
     */
    public static LabelledVolume thorax(int nx, int ny, int nz, double spacing, long seed) {
        return thorax(new Geometry(nx, ny, nz, Affine.axial(spacing, spacing, spacing)), seed);
    }

    /** A whole chest in a cube of so many voxels along each edge. */
    public static LabelledVolume thorax(int voxels, long seed) {
        return thorax(voxels, voxels, voxels, THORAX_EDGE / voxels, seed);
    }

    /** A chest on a grid as {@link Affine#axial} makes them, which may have slices of any thickness. */
    public static LabelledVolume thorax(Geometry geometry, long seed) {
        RandomStream random = RandomStream.of(seed).child("thorax");
        Canvas canvas = canvas(geometry);
        ThoraxPainter thorax = new ThoraxPainter(canvas, random);
        thorax.paint();
        return canvas.finish(noise(random, THORAX_NOISE), thorax.lesions());
    }

    /**
     * A head with up to two haematomas.
     *
     * @param nx voxels from right to left
     * @param ny voxels from anterior to posterior
     * @param nz voxels from inferior to superior
     * @param spacing distance of voxels in millimetres
     * @param seed which patient
     */
    public static LabelledVolume head(int nx, int ny, int nz, double spacing, long seed) {
        return head(new Geometry(nx, ny, nz, Affine.axial(spacing, spacing, spacing)), seed);
    }

    /** A whole head in a cube of so many voxels along each edge. */
    public static LabelledVolume head(int voxels, long seed) {
        return head(voxels, voxels, voxels, HEAD_EDGE / voxels, seed);
    }

    /** A head on a grid as {@link Affine#axial} makes them, which may have slices of any thickness. */
    public static LabelledVolume head(Geometry geometry, long seed) {
        RandomStream random = RandomStream.of(seed).child("head");
        Canvas canvas = canvas(geometry);
        HeadPainter head = new HeadPainter(canvas, random);
        head.paint();
        return canvas.finish(noise(random, HEAD_NOISE), head.lesions());
    }

    /**
     * An abdomen that is hard to label: organs of varying size, shape and place whose densities overlap with each
     * other's and with the gut's, up to six lesions, things that look like lesions, noise and a drift of the image.
     *
     * <p>The grid always shows the same part of the body, {@value #ABDOMEN_WIDTH} mm wide and deep and
     * {@value #ABDOMEN_HEIGHT} mm high. 96x96x48 voxels are 3.5x3.5x4 mm.
     *
     * @param nx voxels from right to left
     * @param ny voxels from anterior to posterior
     * @param nz voxels from inferior to superior
     * @param seed which patient
     */
    public static BenchmarkPhantom abdomen(int nx, int ny, int nz, long seed) {
        RandomStream random = RandomStream.of(seed).child("abdomen");
        Affine affine = Affine.axial(ABDOMEN_WIDTH / nx, ABDOMEN_WIDTH / ny, ABDOMEN_HEIGHT / nz);
        Canvas canvas = canvas(new Geometry(nx, ny, nz, affine));
        List<Candidate> candidates = new AbdomenPainter(canvas, random).paint();
        RandomGenerator scanner = random.child("scanner").generator();
        BiasField bias =
                new BiasField(random.child("bias"), scanner.nextDouble(0.008, 0.02), scanner.nextDouble(4, 10));
        ScannerNoise noise = noise(random, scanner.nextDouble(15, 25));
        return new BenchmarkPhantom(canvas.image(bias, noise), canvas.labels(), candidates);
    }

    private static Canvas canvas(Geometry geometry) {
        Affine affine = geometry.affine();
        if (!affine.equals(Affine.axial(affine.spacing(0), affine.spacing(1), affine.spacing(2)))) {
            throw new IllegalArgumentException("phantoms are painted on axial grids, not on " + affine);
        }
        return new Canvas(geometry);
    }

    private static ScannerNoise noise(RandomStream random, double sigma) {
        return new ScannerNoise(random.child("noise").generator(), sigma);
    }
}
