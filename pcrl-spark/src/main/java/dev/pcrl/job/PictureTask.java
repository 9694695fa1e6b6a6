package dev.pcrl.job;

import dev.pcrl.finetune.Labels;
import dev.pcrl.finetune.ModelDescription;
import dev.pcrl.finetune.Sample;
import dev.pcrl.finetune.SlidingWindow;
import dev.pcrl.metric.Mask;
import dev.pcrl.report.CasePicture;
import dev.pcrl.train.TaskDevice;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;

/** Draws some cases of a test set with what the model found; runs on an executor. */
final class PictureTask implements Function<Integer, Attempt<List<CasePicture>>> {
    private static final long serialVersionUID = 1;

    private final TestSet test;
    private final double overlap;
    private final ArrayList<Pick> picks;

    /**
     * What is drawn.
     *
     * @param number of the case
     * @param sample its place or the whole of it; 0 for a segmentation
     * @param index of the class whose map is drawn; of no meaning for a segmentation
     * @param title of the picture
     */
    record Pick(int number, int sample, int index, String title) implements Serializable {}

    PictureTask(TestSet test, double overlap, List<Pick> picks) {
        this.test = test;
        this.overlap = overlap;
        this.picks = new ArrayList<>(picks);
    }

    @Override
    public Attempt<List<CasePicture>> call(Integer ignored) {
        return Attempt.of(this::draw);
    }

    private List<CasePicture> draw() {
        TaskDevice.use(TaskContext.get());
        try (TestSet.Opened opened = test.open()) {
            return opened.description().task().kind().isClassification() ? maps(opened) : outlines(opened);
        }
    }

    private static Sample sample(Pick pick, TestSet.Opened opened) {
        return opened.samples(pick.number, new ArrayList<>()).get(pick.sample);
    }

    private List<CasePicture> outlines(TestSet.Opened opened) {
        ModelDescription description = opened.description();
        SlidingWindow window = new SlidingWindow(description.window(), overlap);
        List<CasePicture> pictures = new ArrayList<>();
        for (Pick pick : picks) {
            Sample sample = sample(pick, opened);
            List<Mask> truth = ((Labels.Regions) sample.labels()).masks();
            List<Mask> told = window.masks(sample.scan(), truth.size(), opened.learner()::probabilities);
            pictures.add(new RegionPicture(sample.scan(), truth, told)
                    .draw(pick.title, description.task().names()));
        }
        return pictures;
    }

    /** Maps of one scale, so that what is weak looks weak. */
    private List<CasePicture> maps(TestSet.Opened opened) {
        List<MapPicture> maps = new ArrayList<>();
        for (Pick pick : picks) {
            maps.add(MapPicture.of(sample(pick, opened), pick, opened.description(), opened.learner()));
        }
        double limit = maps.stream().mapToDouble(MapPicture::largest).reduce(MapPicture.LEAST_LIMIT, Math::max);
        return maps.stream().map(map -> map.draw(limit)).toList();
    }
}
