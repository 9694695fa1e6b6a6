package dev.pcrl.cli;

import dev.pcrl.encoder.Inspection;
import dev.pcrl.store.Store;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pcrl inspect}. */
@Command(
        name = "inspect",
        description = {
            "Describe an encoder file, a volume, a 2D image, or all of a directory as JSON.",
            "",
            "  pcrl inspect run/encoder.safetensors",
            "  pcrl inspect ct.nii.gz",
            "  pcrl inspect dicom/",
            ""
        })
final class InspectCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            description = "safetensors, Deeplearning4j zip, NIfTI, MetaImage, DICOM, PNG or JPEG; or a directory of"
                    + " volumes.")
    private String file;

    @Override
    public void run() {
        spec.commandLine().getOut().println(Inspection.json(Store.local(), Store.path(file)));
    }
}
