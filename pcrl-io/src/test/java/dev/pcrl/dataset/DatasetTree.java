package dev.pcrl.dataset;

import dev.pcrl.dicom.SeriesSettings;
import dev.pcrl.read.NiftiWriter;
import dev.pcrl.store.Store;
import dev.pcrl.volume.Affine;
import dev.pcrl.volume.Geometry;
import dev.pcrl.volume.Modality;
import dev.pcrl.volume.Volume;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.hadoop.fs.Path;

/** A data set in a directory of a test, file by file. */
final class DatasetTree {
    static final Store STORE = Store.local();

    private final java.nio.file.Path root;

    DatasetTree(java.nio.file.Path root) {
        this.root = root;
    }

    /** A text of lines, each ended. */
    DatasetTree text(String name, String... lines) {
        return bytes(name, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    DatasetTree bytes(String name, byte[] bytes) {
        try {
            Files.write(made(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** A NIfTI volume of four voxels. */
    DatasetTree nifti(String name) {
        Geometry geometry = new Geometry(2, 2, 1, Affine.ofRows(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0));
        Volume volume = new Volume(geometry, 1, Modality.CT, new float[] {1, 2, 3, name.hashCode()});
        NiftiWriter.write(volume, STORE, new Path(made(name).toString()));
        return this;
    }

    /** A MetaImage header and its voxels beside it; the name is without an extension. */
    DatasetTree metaImage(String name) {
        String file = name.substring(name.lastIndexOf('/') + 1);
        text(
                name + ".mhd",
                "ObjectType = Image",
                "NDims = 3",
                "DimSize = 2 2 1",
                "ElementSpacing = 1 1 1",
                "ElementType = MET_SHORT",
                "ElementDataFile = " + file + ".raw");
        return bytes(name + ".raw", new byte[] {1, 0, 2, 0, 3, 0, 4, 0});
    }

    /** A grey picture of one pixel. */
    DatasetTree picture(String name) {
        try {
            String format = name.endsWith(".png") ? "png" : "jpg";
            ImageIO.write(
                    new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY),
                    format,
                    made(name).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    private java.nio.file.Path made(String name) {
        java.nio.file.Path file = root.resolve(name);
        try {
            Files.createDirectories(file.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    /** What a layout with default settings finds. */
    FoundCases find(LayoutName layout) {
        return find(settings(layout));
    }

    FoundCases find(DatasetSettings settings) {
        return Layouts.find(settings, SeriesSettings.STRICT, STORE, new Path(root.toString()));
    }

    /** The manifest of all cases of a layout. */
    Manifest manifest(LayoutName layout, long seed) {
        return manifest(settings(layout), seed);
    }

    Manifest manifest(DatasetSettings settings, long seed) {
        FoundCases found = find(settings);
        Map<Path, ManifestFile> files = new HashMap<>();
        found.cases().forEach(one -> one.files().forEach(file -> files.put(file, FileDigest.of(STORE, file))));
        return new ManifestBuilder(settings, seed).build(found, found.cases(), files);
    }

    static DatasetSettings settings(LayoutName layout) {
        return settings(layout, UncertainLabels.IGNORE, DatasetSettings.paper().patient());
    }

    static DatasetSettings settings(LayoutName layout, UncertainLabels uncertain, String patient) {
        return new DatasetSettings(layout, 0.7, 0.1, 0.2, true, uncertain, patient);
    }

    static Case byId(FoundCases found, String id) {
        return found.cases().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    static List<String> ids(FoundCases found) {
        return found.cases().stream().map(Case::id).toList();
    }

    /** Class to truth of a case's image labels. */
    static Map<String, Truth> truths(Case one) {
        return ((ImageLabels) one.labels().get(0)).values();
    }
}
