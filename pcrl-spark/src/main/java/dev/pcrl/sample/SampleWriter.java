package dev.pcrl.sample;

import dev.pcrl.phantom.Phantoms;
import dev.pcrl.read.NiftiWriter;
import dev.pcrl.store.Store;
import dev.pcrl.volume.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Puts volumes into the samples' folder, whole or not at all. */
final class SampleWriter {
    private static final int PHANTOM_EDGE = 128; // voxels

    private final Store store = Store.local();
    private final Workplace workplace;

    SampleWriter(Workplace workplace) {
        this.workplace = workplace;
    }

    /** Writes what a data file of a package holds; a NIfTI file is copied as it is. */
    void write(Sample sample, Path data, Path target) throws IOException {
        if (sample.conversion().isPresent()) {
            write(sample.conversion().get().read(data, workplace.folder()), target);
            return;
        }
        Path temporary = target.resolveSibling("." + target.getFileName() + ".tmp");
        Files.copy(data, temporary, StandardCopyOption.REPLACE_EXISTING);
        Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Writes the phantom of that number: chests and heads in turn. */
    void writePhantom(int number, Path target) {
        boolean chest = isThorax(number);
        write((chest ? Phantoms.thorax(PHANTOM_EDGE, number) : Phantoms.head(PHANTOM_EDGE, number)).image(), target);
    }

    /** The name of the phantom of that number, counted from 1. */
    static String phantomName(int number) {
        return "phantom-" + (isThorax(number) ? "thorax" : "head") + "-" + (number + 1) / 2 + ".nii.gz";
    }

    private static boolean isThorax(int number) {
        return number % 2 == 1;
    }

    private void write(Volume volume, Path target) {
        NiftiWriter.write(volume, store, new org.apache.hadoop.fs.Path(target.toUri()));
    }
}
