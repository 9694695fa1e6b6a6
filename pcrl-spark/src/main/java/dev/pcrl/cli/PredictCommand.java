package dev.pcrl.cli;

import dev.pcrl.dataset.Truth;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.finetune.LabelValues;
import dev.pcrl.finetune.Labels;
import dev.pcrl.finetune.Model;
import dev.pcrl.finetune.ModelDescription;
import dev.pcrl.finetune.ModelFile;
import dev.pcrl.finetune.Predictor;
import dev.pcrl.finetune.Task;
import dev.pcrl.finetune.TaskKind;
import dev.pcrl.read.NiftiPlacement;
import dev.pcrl.read.NiftiWriter;
import dev.pcrl.read.VolumeInput;
import dev.pcrl.read.VolumeListing;
import dev.pcrl.read.VolumeReaders;
import dev.pcrl.read.VolumeStack;
import dev.pcrl.store.Store;
import dev.pcrl.view.UnfitVolumeException;
import dev.pcrl.volume.Geometry;
import dev.pcrl.volume.Volume;
import dev.pcrl.volume.VoxelOrder;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code pcrl predict}. */
@Command(
        name = "predict",
        description = {
            "Let a fine-tuned model say what a volume or a 2D image shows.",
            "",
            "A segmentation is written as NIfTI on the volume's own grid, and a line tells which value means what: the"
                    + " voxel values that the classes were trained with, inner regions over those around them; or, where"
                    + " a class has several of its own (liver=1+2), the classes' places, from 1. Of a classifier, one"
                    + " line is printed for each place, or one for the volume: class and probability, separated by"
                    + " tabulators.",
            "",
            "  pcrl predict --model organs/model.safetensors --input ct.nii.gz --output ct-organs.nii.gz",
            "  pcrl predict --model tumour/model.safetensors --input t1.nii.gz --input t1ce.nii.gz --input t2.nii.gz \\",
            "    --input flair.nii.gz --output tumour.nii.gz",
            "  pcrl predict --model nodules/model.safetensors --input ct.mhd --point=-56.1,67.8,-311.9",
            "  pcrl predict --model chest/model.safetensors --input radiograph.png",
            ""
        })
final class PredictCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "What `pcrl finetune` wrote.")
    private String model;

    @Option(
            names = "--input",
            required = true,
            paramLabel = "VOLUME",
            description = "NIfTI, MetaImage or DICOM, for a 2D network also PNG or JPEG; or a directory that holds one."
                    + " Repeatable: one a channel, in the order of training (BraTS: t1, t1ce, t2, flair).")
    private List<String> inputs;

    @Option(names = "--output", paramLabel = "OUT.nii.gz", description = "Of a segmentation: file to be written.")
    private Optional<String> output;

    @Option(
            names = "--point",
            paramLabel = "X,Y,Z",
            description = "A place, in millimetres (LPS, as in LUNA16's lists). Repeatable.")
    private List<String> points = List.of();

    @Mixin
    private OverlapOption overlap;

    @Override
    public void run() {
        Store store = Store.local();
        Model trained = ModelFile.read(store, Store.path(model));
        ModelDescription description = trained.description();
        TaskKind kind = description.task().kind();
        Optional<Double> share = overlap.value();
        check(kind, share, store);
        VolumeReaders readers = VolumeReaders.of(description.series(), VoxelOrder.AXIAL);
        boolean takesPlanes = description.window().z() == 1;
        VolumeStack channels = new VolumeStack(inputs.stream()
                .map(Store::path)
                .map(place -> find(place, takesPlanes, readers, store))
                .toList());
        Volume image = channels.read(readers, store);
        try (Predictor predictor = new Predictor(trained)) {
            if (kind == TaskKind.SEGMENTATION) {
                VolumeInput first = channels.images().get(0);
                Geometry own = VolumeReaders.of(description.series(), VoxelOrder.STORED)
                        .read(store, first)
                        .geometry();
                NiftiPlacement placement =
                        NiftiPlacement.ofFile(store, first.files().get(0)).orElse(NiftiPlacement.of(own.affine()));
                Volume told = predictor.segment(image, own, share.orElse(description.overlap()));
                NiftiWriter.write(told, placement, store, Store.path(output.orElseThrow()));
                spec.commandLine().getErr().println(output.orElseThrow() + ": " + legend(description.task()));
            } else {
                tell(trained, predictor.classify(image, places(image)));
            }
        } catch (UnfitVolumeException e) {
            throw new BadDataException(channels.name(), e.place(), e.reason(), e);
        }
    }

    private static VolumeInput find(Path place, boolean takesPlanes, VolumeReaders readers, Store store) {
        VolumeListing found = readers.list(store, place);
        return takesPlanes ? found.one(place) : found.oneVolume(place);
    }

    private static String legend(Task task) {
        LabelValues values = LabelValues.of(task);
        String why = values.areThoseOfTheTruth() ? "" : " (places: not every class has one value of its own)";
        return values.legend(task.names()) + why;
    }

    private void check(TaskKind kind, Optional<Double> share, Store store) {
        if ((kind == TaskKind.SEGMENTATION) != output.isPresent()) {
            throw refusal(
                    kind == TaskKind.SEGMENTATION
                            ? "this model segments: name an --output"
                            : "this model classifies: it has no --output");
        }
        if (kind != TaskKind.SEGMENTATION && share.isPresent()) {
            throw refusal("this model classifies: it has no --overlap");
        }
        if ((kind == TaskKind.POINTS) == points.isEmpty()) {
            throw refusal(
                    kind == TaskKind.POINTS
                            ? "this model tells what is at a place: name a --point"
                            : "this model needs no --point");
        }
        output.map(Store::path).ifPresent(target -> {
            NiftiWriter.requireName(target); // before the time is spent on reading
            store.requireAbsent(target);
        });
    }

    private List<Labels> places(Volume image) {
        List<Labels> places = new ArrayList<>();
        for (String point : points) {
            double[] lps = numbers(point);
            places.add(Labels.Place.at(image.geometry(), lps[0], lps[1], lps[2], List.of(Truth.UNKNOWN))
                    .orElseThrow(() -> refusal("the point " + point + " is not in the volume")));
        }
        return places;
    }

    private double[] numbers(String point) {
        String[] parts = point.split(",", -1);
        try {
            double[] numbers =
                    Arrays.stream(parts).mapToDouble(Double::parseDouble).toArray();
            if (numbers.length == 3) {
                return numbers;
            }
        } catch (NumberFormatException e) { // told below
        }
        throw refusal("a point is three numbers such as -56.1,67.8,-311.9, not " + point);
    }

    private void tell(Model trained, List<float[]> probabilities) {
        PrintWriter out = spec.commandLine().getOut();
        List<String> names = trained.description().task().names();
        for (int i = 0; i < probabilities.size(); i++) {
            for (int index = 0; index < names.size(); index++) {
                String place = points.isEmpty() ? "" : points.get(i) + "\t";
                out.printf(
                        Locale.ROOT,
                        "%s%s\t%.4f%n",
                        place,
                        names.get(index),
                        probabilities.get(i)[index]);
            }
        }
    }

    private ParameterException refusal(String reason) {
        return new ParameterException(spec.commandLine(), reason);
    }
}
