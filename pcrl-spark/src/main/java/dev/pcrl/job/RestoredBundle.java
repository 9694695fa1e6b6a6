package dev.pcrl.job;

import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.spark.sql.Row;

/**
 * A bundle with its restorations, for the report.
 *
 * @param row the bundle as stored
 * @param corrupted the network's inputs, one for each global view, C order [x, y, z, C]
 * @param clean the restoration targets
 * @param restored for each scale that restores, coarsest first, the restoration of each global view
 */
record RestoredBundle(Row row, List<float[]> corrupted, List<float[]> clean, SortedMap<Integer, List<float[]>> restored)
        implements Serializable {
    /** Mean squared error over scales, views and voxels; 0 where nothing is restored. */
    double error() {
        return restored.values().stream()
                .flatMapToDouble(views -> IntStream.range(0, views.size())
                        .mapToDouble(view -> meanSquaredError(views.get(view), clean.get(view))))
                .average()
                .orElse(0);
    }

    /** Of one restored view. */
    static double meanSquaredError(float[] restored, float[] clean) {
        double sum = 0;
        for (int i = 0; i < clean.length; i++) {
            double difference = restored[i] - clean[i];
            sum += difference * difference;
        }
        return sum / clean.length;
    }

    /**
     * Pearson's, of one restored view with its target: how alike they are but for brightness and contrast, which the
     * network's z-normalised input does not have. In [-1, 1]; not a number if either is of one grey.
     */
    static double correlation(float[] restored, float[] clean) {
        return new PearsonsCorrelation().correlation(doubles(restored), doubles(clean));
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }
}
