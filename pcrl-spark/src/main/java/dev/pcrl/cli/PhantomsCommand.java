package dev.pcrl.cli;

import dev.pcrl.sample.PhantomSet;
import dev.pcrl.store.Store;
import dev.pcrl.view.Size;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pcrl phantoms}. */
@Command(
        name = "phantoms",
        description = {
            "Make a labelled benchmark: CT-like abdomens, each another patient.",
            "",
            "Tasks: segment liver (1), spleen (2) and kidneys (3); segment lesions (4); tell lesions from what looks"
                    + " like them. Densities of organs overlap with each other's and with the gut's. The same seed"
                    + " gives the same files.",
            "",
            "Writes DIR/case-0001/image.nii.gz, DIR/case-0001/segmentation.nii.gz and so on, and DIR/points.csv with"
                    + " lesions (truth 1) and look-alikes (truth 0). `pcrl manifest` reads them with"
                    + " dataset.layout=folder; its dataset.patient, as it is, makes each case a patient.",
            "",
            "  pcrl phantoms --output phantoms --cases 100",
            "  pcrl manifest --input phantoms --output phantoms.jsonl --set dataset.layout=folder",
            ""
        })
final class PhantomsCommand implements Runnable {
    @Option(
            names = "--output",
            required = true,
            paramLabel = "DIR",
            description = "Directory for the files; made if need be, else it has to be empty.")
    private String output;

    @Option(names = "--cases", required = true, paramLabel = "N", description = "How many patients.")
    private int cases;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "0",
            description = "Which patients, default: ${DEFAULT-VALUE}. More cases of a seed begin with the same ones.")
    private long seed;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            defaultValue = "96x96x48",
            converter = BenchOptions.SizeConverter.class,
            description = "Voxels of each image, default: ${DEFAULT-VALUE}, which are 3.5x3.5x4 mm. All sizes show the"
                    + " same part of the body.")
    private Size size;

    @Override
    public void run() {
        PhantomSet set = CheckedOptions.of(() -> new PhantomSet(cases, size, seed));
        set.write(Store.local(), Store.path(output));
    }
}
