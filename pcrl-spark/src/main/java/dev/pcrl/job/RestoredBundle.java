package dev.pcrl.job;

import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;
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
        implements Serializable {}
