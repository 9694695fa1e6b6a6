package dev.pcrl.read;

import dev.pcrl.store.Store;
import dev.pcrl.volume.Volume;
import org.apache.hadoop.fs.Path;

/**
 * Reads the volumes of one file format. Readers hold no state and may be shared by threads.
 *
 * @see VolumeReaders
 */
public interface VolumeReader {
    /** The format and its file names, as a message lists it: {@code NIfTI (.nii, .nii.gz, .hdr with .img)}. */
    String format();

    /** Whether the file's name is that of a volume in this format; a file of voxels beside its header is none. */
    boolean recognisesName(Path file);

    /**
     * Whether a file of some other name starts as this format does.
     *
     * @param start the first bytes of the file, at most {@link VolumeReaders#START_BYTES}, after gzip is taken off
     */
    boolean recognisesContent(byte[] start);

    /**
     * Reads a whole volume.
     *
     * @param file the volume's file, or its header where the voxels have a file of their own
     * @throws dev.pcrl.failure.BadDataException if the file is not what the format asks for
     * @throws dev.pcrl.failure.HeapTooSmallException if the file is sound, but the heap has no room for its voxels
     * @throws dev.pcrl.failure.UnavailableException if the store fails on the way
     */
    Volume read(Store store, Path file);
}
