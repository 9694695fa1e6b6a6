package dev.pcrl.sample;

import static java.util.Objects.requireNonNull;

import dev.pcrl.failure.UsageException;
import dev.pcrl.phantom.BenchmarkPhantom;
import dev.pcrl.phantom.Candidate;
import dev.pcrl.phantom.Phantoms;
import dev.pcrl.random.RandomStream;
import dev.pcrl.read.NiftiWriter;
import dev.pcrl.store.Store;
import dev.pcrl.view.Size;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;

/**
 * A labelled data set of phantoms, as the layout {@code folder} reads it: {@code case-0001/image.nii.gz},
 * {@code case-0001/segmentation.nii.gz}, and {@code points.csv} with lesions and what is none. The same seed gives the
 * same cases, of which a larger set has more.
 *
 * @param cases how many, each another patient
 * @param size voxels of each image
 * @param seed of all cases
 */
public record PhantomSet(int cases, Size size, long seed) implements LabelledSet {
    private static final String POINTS = "points.csv";
    private static final String HEADER = "file,name,x,y,z,truth,diameter\n";

    public PhantomSet {
        requireNonNull(size, "size");
        if (cases < 1) {
            throw new IllegalArgumentException("cases must be at least 1: " + cases);
        }
    }

    @Override
    public String title() {
        return cases + " phantoms";
    }

    /**
     * Writes all files, {@code points.csv} last.
     *
     * @throws UsageException if the directory holds anything, or is a file
     */
    @Override
    public void write(Store store, Path directory) {
        EmptyDirectory.require(store, directory);
        String rows = IntStream.rangeClosed(1, cases)
                .parallel()
                .mapToObj(number -> write(number, store, directory))
                .collect(Collectors.joining());
        store.writeText(new Path(directory, POINTS), HEADER + rows);
    }

    /** Writes the volumes of a case, and gives its rows. */
    private String write(int number, Store store, Path directory) {
        String name = String.format(Locale.ROOT, "case-%04d", number);
        long patient = RandomStream.of(seed).child("patient").child(number).key();
        BenchmarkPhantom phantom = Phantoms.abdomen(size.x(), size.y(), size.z(), patient);
        String image = name + "/image.nii.gz";
        NiftiWriter.write(phantom.image(), store, new Path(directory, image));
        NiftiWriter.write(phantom.labels(), store, new Path(directory, name + "/segmentation.nii.gz"));
        return phantom.candidates().stream()
                .map(candidate -> row(image, candidate))
                .collect(Collectors.joining());
    }

    private static String row(String image, Candidate candidate) {
        return String.format(
                Locale.ROOT,
                "%s,lesion,%.2f,%.2f,%.2f,%d,%s\n",
                image,
                candidate.x(),
                candidate.y(),
                candidate.z(),
                candidate.isLesion() ? 1 : 0,
                text(candidate.diameter()));
    }

    private static String text(OptionalDouble diameter) {
        return diameter.isPresent() ? String.format(Locale.ROOT, "%.2f", diameter.getAsDouble()) : "";
    }
}
