package dev.pcrl.job;

import dev.pcrl.finetune.Scan;
import dev.pcrl.metric.Mask;
import dev.pcrl.report.CasePicture;
import dev.pcrl.report.ColourImage;
import dev.pcrl.report.GreyImage;
import dev.pcrl.view.View;
import dev.pcrl.volume.Box;
import dev.pcrl.volume.Geometry;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A slice of a segmented scan.
 *
 * @param truth one a class, on the scan's grid
 * @param told likewise, by the model
 */
record RegionPicture(Scan scan, List<Mask> truth, List<Mask> told) {
    CasePicture draw(String title, List<String> names) {
        Geometry grid = scan.image().geometry();
        int z = slice();
        List<boolean[]> trueThere = slices(truth, z);
        List<boolean[]> toldThere = slices(told, z);
        View view = scan.cut(new Box(0, 0, z, grid.nx(), grid.ny(), 1));
        List<GreyImage> channels = channels(view, 0);
        GreyImage clearest = channels.stream()
                .max(Comparator.comparingDouble(image -> contrast(image, trueThere, toldThere)))
                .orElseThrow();
        return new CasePicture(
                title,
                place(scan, z),
                grid.affine().spacing(0) * grid.nx() / (grid.affine().spacing(1) * grid.ny()),
                channels,
                ColourImage.regions(clearest, trueThere, toldThere),
                names,
                0);
    }

    /** Each channel of a view in [0, 1], cut across the body. */
    static List<GreyImage> channels(View view, int z) {
        int width = view.size().x();
        int height = view.size().y();
        return IntStream.range(0, view.channels())
                .mapToObj(channel -> {
                    float[] pixels = new float[width * height];
                    for (int i = 0; i < pixels.length; i++) {
                        pixels[i] = view.at(i % width, i / width, z, channel);
                    }
                    return new GreyImage(width, height, pixels);
                })
                .toList();
    }

    /** A slice in words. Millimetres find it in any viewer, whatever the file's voxel order is. */
    static String place(Scan scan, int z) {
        Geometry grid = scan.image().geometry();
        double superior = grid.affine().toMillimetres(grid.nx() / 2, grid.ny() / 2, z)[2];
        return grid.nz() == 1
                ? scan.id()
                : String.format(
                        Locale.ROOT,
                        "%s, axial slice %d of %d from the feet, %.1f mm superior",
                        scan.id(),
                        z + 1,
                        grid.nz(),
                        superior);
    }

    /**
     * The slice with most of the regions, whether they are true or were told; of equal ones that with more errors, then
     * the one nearest to the middle.
     */
    int slice() {
        Geometry grid = scan.image().geometry();
        int plane = grid.nx() * grid.ny();
        int[] voxels = new int[grid.nz()];
        int[] errors = new int[grid.nz()];
        for (int region = 0; region < truth.size(); region++) {
            for (int i = 0; i < truth.get(region).size(); i++) {
                boolean isTrue = truth.get(region).at(i);
                boolean isTold = told.get(region).at(i);
                voxels[i / plane] += (isTrue ? 1 : 0) + (isTold ? 1 : 0);
                errors[i / plane] += isTrue == isTold ? 0 : 1;
            }
        }
        return IntStream.range(0, grid.nz())
                .boxed()
                .max(Comparator.<Integer>comparingInt(z -> voxels[z])
                        .thenComparingInt(z -> errors[z])
                        .thenComparingInt(z -> -Math.abs(2 * z - grid.nz() + 1)))
                .orElseThrow();
    }

    private List<boolean[]> slices(List<Mask> masks, int z) {
        Geometry grid = scan.image().geometry();
        int length = grid.nx() * grid.ny();
        return masks.stream()
                .map(mask -> {
                    boolean[] slice = new boolean[length];
                    for (int i = 0; i < length; i++) {
                        slice[i] = mask.at(z * length + i);
                    }
                    return slice;
                })
                .toList();
    }

    /** How far the regions' mean is from the rest's, in units of the whole's standard deviation; 0 without either. */
    private static double contrast(GreyImage image, List<boolean[]> truth, List<boolean[]> told) {
        double[] sums = new double[2];
        int[] counts = new int[2];
        double squares = 0;
        int pixels = image.width() * image.height();
        for (int i = 0; i < pixels; i++) {
            int pixel = i;
            double grey = image.at(i % image.width(), i / image.width());
            int side =
                    truth.stream().anyMatch(set -> set[pixel]) || told.stream().anyMatch(set -> set[pixel]) ? 1 : 0;
            sums[side] += grey;
            counts[side]++;
            squares += grey * grey;
        }
        double mean = (sums[0] + sums[1]) / pixels;
        double variance = squares / pixels - mean * mean;
        return counts[0] == 0 || counts[1] == 0 || variance <= 0
                ? 0
                : Math.abs(sums[1] / counts[1] - sums[0] / counts[0]) / Math.sqrt(variance);
    }
}
