package dev.pcrl.cli;

import dev.pcrl.read.NiftiWriter;
import dev.pcrl.read.NpyWriter;
import dev.pcrl.read.VolumeReaders;
import dev.pcrl.store.Store;
import dev.pcrl.volume.Volume;
import java.util.Locale;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code pcrl convert}. */
@Command(
        name = "convert",
        description = {
            "Write a volume or a 2D image as NIfTI or as a NumPy array.",
            "",
            "NIfTI keeps the geometry, and CT or MR as its intent_name. A NumPy array holds float32 [x, y, z], or"
                    + " [x, y, z, channel], in the voxel order of the file that was read, and no geometry. A 2D image"
                    + " is a volume with one z: a PNG or JPEG as stored (colours as their luma), a DICOM radiograph as"
                    + " it is to be shown, from 0 (black) to 1.",
            "",
            "  pcrl convert ct.mhd ct.nii.gz",
            "  pcrl convert s3a://scans/ct.nii.gz ct.npy",
            "  pcrl convert chest.dcm chest.npy",
            ""
        })
final class ConvertCommand implements Runnable {
    @Parameters(
            index = "0",
            paramLabel = "IN",
            description = "NIfTI, MetaImage, DICOM, PNG or JPEG; or a directory that holds one volume.")
    private String input;

    @Parameters(index = "1", paramLabel = "OUT", description = "File to be written: .nii.gz, .nii or .npy.")
    private String output;

    @Override
    public void run() {
        Store store = Store.local();
        Path target = Store.path(output);
        boolean numpy = target.getName().toLowerCase(Locale.ROOT).endsWith(".npy");
        if (!numpy) {
            NiftiWriter.requireName(target); // before the time is spent on reading
        }
        store.requireAbsent(target);
        Volume volume = VolumeReaders.standard().read(store, Store.path(input));
        if (numpy) {
            NpyWriter.write(volume, store, target);
        } else {
            NiftiWriter.write(volume, store, target);
        }
    }
}
