package dev.pcrl.dicom;

import static java.util.Objects.requireNonNull;

import dev.pcrl.failure.PcrlException;
import dev.pcrl.failure.UnavailableException;
import dev.pcrl.store.Store;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.fs.Path;

/**
 * Sorts files into volumes. Of each file only what stands before its pixels is read, once, several files at a time, as
 * stores are slow to answer. The order of the files means nothing.
 *
 * <p>Slices of one volume have the series' UID in common, the size of the image, its pixel spacing and direction. They
 * stand above one another at even distances. Where a series has several images of the same places, it is parted by type
 * of image, echo, diffusion weighting, time or acquisition if that gives whole volumes, else refused.
 *
 * <p>To be closed, in whichever state.
 */
public final class SeriesSorter implements AutoCloseable {
    private static final int READ_AT_ONCE = 16;
    private static final int READ_AHEAD = 4 * READ_AT_ONCE;

    private final HeaderLook look;
    private final StackFinder finder;
    private final ExecutorService readers;
    private final Queue<Future<Finding>> ahead = new ArrayDeque<>();
    private final Map<String, List<Candidate>> slices = new TreeMap<>();

    public SeriesSorter(Store store, SeriesSettings settings) {
        this.look = new HeaderLook(requireNonNull(store, "store"), requireNonNull(settings, "settings"));
        this.finder = new StackFinder(settings);
        this.readers = Executors.newFixedThreadPool(READ_AT_ONCE, task -> {
            Thread thread = new Thread(task, "dicom-headers");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Takes a file, which may not be DICOM.
     *
     * @throws UnavailableException if the store fails on the way
     */
    public void take(Path file) {
        ahead.add(readers.submit(() -> look.at(file)));
        if (ahead.size() > READ_AHEAD) {
            keep(ahead.remove());
        }
    }

    /**
     * The volumes of all files that were taken.
     *
     * @throws UnavailableException if the store fails on the way
     */
    public SortedFiles finish() {
        ahead.forEach(this::keep);
        ahead.clear();
        slices.values().forEach(images -> {
            images.sort(Comparator.comparing(Candidate::file));
            finder.addSlices(images);
        });
        return finder.found();
    }

    @Override
    public void close() {
        readers.shutdownNow();
    }

    private void keep(Future<Finding> read) {
        Finding finding = await(read);
        if (finding instanceof Candidate candidate) {
            slices.computeIfAbsent(candidate.series(), id -> new ArrayList<>()).add(candidate);
        } else {
            finder.add(finding);
        }
    }

    private static Finding await(Future<Finding> read) {
        try {
            return read.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof PcrlException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("interrupted while DICOM headers were read", e);
        }
    }
}
