package dev.pcrl.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pcrl.dataset.Truth;
import dev.pcrl.dicom.SeriesSettings;
import dev.pcrl.finetune.Task.TaskClass;
import dev.pcrl.network.NsUNetConfig;
import dev.pcrl.network.Parameter;
import dev.pcrl.network.SupervisedNetwork;
import dev.pcrl.view.IntensitySettings;
import dev.pcrl.view.Size;
import dev.pcrl.view.UnfitVolumeException;
import dev.pcrl.view.ZNormalise;
import dev.pcrl.volume.Affine;
import dev.pcrl.volume.Geometry;
import dev.pcrl.volume.Modality;
import dev.pcrl.volume.Volume;
import dev.pcrl.volume.VoxelOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class PredictorTest {
    private static final NsUNetConfig CONFIG = new NsUNetConfig(2, 1, 4, 1, Size.cube(4));

    private static ModelDescription description(TaskKind kind, String... classes) {
        Task task = new Task(kind, Stream.of(classes).map(TaskClass::parse).toList());
        return new ModelDescription(
                task, CONFIG, true, 0.5, SeriesSettings.STRICT, IntensitySettings.paper(), Map.of());
    }

    /** A network that says the same of every voxel: its head has these biases and no weights. */
    private static Model constant(ModelDescription description, double... biases) {
        SupervisedNetwork network = description.toNetwork();
        INDArray parameters = StartWeights.scratch(network, 1);
        tensor(network, parameters, "head.conv.weight").assign(0);
        INDArray bias = tensor(network, parameters, "head.conv.bias");
        bias.assign(Nd4j.createFromArray(biases).reshape(bias.shape()));
        return new Model(description, parameters);
    }

    /** A network whose ReLUs let something through, so that what it says depends on what it sees. */
    private static Model lively(ModelDescription description) {
        SupervisedNetwork network = description.toNetwork();
        INDArray parameters = StartWeights.scratch(network, 3);
        for (Parameter parameter : network.layout().parameters()) {
            INDArray tensor = network.layout().view(parameters, parameter);
            if (parameter.name().endsWith("bn.bias")) {
                tensor.assign(Nd4j.linspace(DataType.FLOAT, -0.25, 0.375, parameter.length()));
            } else if (parameter.name().endsWith("conv.weight")) {
                tensor.muli(3);
            }
        }
        return new Model(description, parameters);
    }

    /** A lively network that finds each class in about half of an image's voxels. */
    private static Model halved(ModelDescription description, Volume image) {
        SupervisedNetwork network = description.toNetwork();
        INDArray parameters = lively(description).parameters();
        INDArray bias = tensor(network, parameters, "head.conv.bias");
        Scan scan = Scan.of("image", "", image, IntensitySettings.paper());
        try (Learner learner = lively(description).open()) {
            SlidingWindow sliding = new SlidingWindow(description.window(), 0.5);
            int classes = description.task().classes().size();
            List<float[]> told = sliding.probabilities(scan, classes, learner::probabilities);
            for (int i = 0; i < classes; i++) {
                float[] sorted = told.get(i).clone();
                Arrays.sort(sorted);
                double median = sorted[sorted.length / 2];
                bias.putScalar(i, bias.getDouble(i) - Math.log(median / (1 - median)));
            }
        }
        return new Model(description, parameters);
    }

    private static INDArray tensor(SupervisedNetwork network, INDArray vector, String name) {
        Parameter parameter = network.layout().select(name::equals).get(0);
        return network.layout().view(vector, parameter);
    }

    private static Volume volume(Geometry grid) {
        float[] voxels = new float[(int) grid.voxels()];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = i * 7919 % 1009 - 500;
        }
        return new Volume(grid, 1, Modality.CT, voxels);
    }

    private static float[] voxels(Volume volume) {
        float[] voxels = new float[volume.voxels().remaining()];
        volume.voxels().get(voxels);
        return voxels;
    }

    /** RAS; sagittal; oblique and mirrored. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 0 0 5 0 1 0 6 0 0 2 7",
                "0 0 2 5 -1 0 0 6 0 -1 0 7",
                "-0.1 1 0 5 1 0.1 0 6 0 0.1 -2 7",
            })
    void should_label_the_files_own_grid_whatever_its_orientation(String rows) {
        double[] numbers =
                Stream.of(rows.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
        Geometry own = new Geometry(7, 6, 5, Affine.ofRows(numbers));
        Volume image = VoxelOrder.AXIAL.volume(own, 1, Modality.CT, "int16", voxels(volume(own)));
        ModelDescription description = description(TaskKind.SEGMENTATION, "a=1", "b=2");
        try (Predictor predictor = new Predictor(halved(description, image))) {
            Volume labels = predictor.segment(image, own, 0.5);
            assertThat(labels.geometry()).isEqualTo(own);
            assertThat(voxels(labels)).contains(0, 1, 2); // else any order would do

            Volume turned = VoxelOrder.AXIAL.volume(own, 1, Modality.UNKNOWN, "int16", voxels(labels));
            assertThat(turned.voxels())
                    .isEqualTo(predictor.segment(image, image.geometry(), 0.5).voxels());
        }
    }

    @Test
    void should_write_the_value_of_the_innermost_region_and_leave_the_rest_0() {
        ModelDescription three = description(TaskKind.SEGMENTATION, "whole=1+2+4", "core=1+4", "enhancing=4");
        Volume image = volume(new Geometry(6, 5, 4, Affine.axial(1, 1, 1)));
        try (Predictor predictor = new Predictor(constant(three, 5, 5, -5))) {
            Volume labels = predictor.segment(image, image.geometry(), 0);
            assertThat(voxels(labels)).containsOnly(1); // BraTS's for what is core, but does not enhance
            assertThat(labels.channels()).isEqualTo(1);
        }
        try (Predictor predictor = new Predictor(constant(three, -5, -5, -5))) {
            assertThat(voxels(predictor.segment(image, image.geometry(), 0))).containsOnly(0);
        }
    }

    @Test
    void should_say_of_each_place_what_the_learner_says_of_its_window() {
        ModelDescription description = description(TaskKind.POINTS, "nodule");
        Model model = lively(description);
        Volume image = volume(new Geometry(9, 8, 7, Affine.axial(1, 1, 1)));
        List<Labels> places = List.of(
                new Labels.Place(4, 4, 3, List.of(Truth.UNKNOWN)), new Labels.Place(0, 7, 6, List.of(Truth.UNKNOWN)));
        try (Predictor predictor = new Predictor(model);
                Learner learner = model.open()) {
            List<float[]> told = predictor.classify(image, places);
            Scan scan = Scan.of("image", "", image, IntensitySettings.paper());
            ExampleCutter cutter = new ExampleCutter(CONFIG.globalView(), ZNormalise::normalise);
            assertThat(told).hasSize(2);
            for (int i = 0; i < 2; i++) {
                float expected = learner.probabilities(List.of(cutter.view(new Sample(scan, places.get(i)))))
                        .get(0)[0];
                assertThat(told.get(i)).hasSize(1);
                assertThat(told.get(i)[0]).isCloseTo(expected, within(1e-6f));
            }
            assertThat(told.get(0)[0]).isNotEqualTo(told.get(1)[0]);
        }
    }

    @Test
    void should_tell_all_classes_of_the_image_as_a_whole() {
        ModelDescription description = description(TaskKind.IMAGE, "mass", "effusion", "hernia");
        try (Predictor predictor = new Predictor(lively(description))) {
            List<float[]> told = predictor.classify(volume(new Geometry(9, 8, 7, Affine.axial(1, 1, 1))), List.of());
            assertThat(told).hasSize(1);
            assertThat(told.get(0)).hasSize(3);
        }
    }

    @Test
    void should_refuse_what_it_was_not_made_for() {
        Geometry grid = new Geometry(6, 5, 4, Affine.axial(1, 1, 1));
        Volume two = new Volume(grid, 2, Modality.MR, new float[240]);
        ModelDescription regions = description(TaskKind.SEGMENTATION, "a=1");
        try (Predictor predictor = new Predictor(constant(regions, 0))) {
            assertThatThrownBy(() -> predictor.segment(two, grid, 0.5))
                    .isInstanceOf(UnfitVolumeException.class)
                    .hasMessage("channels: has 2, but the network takes 1");
            assertThatThrownBy(() -> predictor.classify(volume(grid), List.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("the model must classify");
        }
    }
}
