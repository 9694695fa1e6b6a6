package dev.pcrl.method;

import dev.pcrl.loss.ComparisonLoss;
import dev.pcrl.loss.RestorationLoss;
import dev.pcrl.network.Branch;
import dev.pcrl.network.ConvolutionShape;
import dev.pcrl.network.GradientSum;
import dev.pcrl.network.NsUNet;
import dev.pcrl.network.ParameterLayout;
import dev.pcrl.network.StepMemory;
import dev.pcrl.view.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * PCRLv2 (Zhou et al., TPAMI 2023): at one scale drawn uniformly a step, restoration of two corrupted global views,
 * comparison of them, and comparison of each with the local views (Eq. 10, where all terms have weight 1); or what an
 * {@link Objective} makes of it.
 *
 * <p>Batch-norm statistics are taken per pass: one for each global view, in order, then one for all local views
 * together.
 */
public final class Pcrlv2 implements Method {
    private final NsUNet network;
    private final INDArray parameters;
    private final Objective objective;
    private final GradientSum gradients;
    private final List<Branch> branches = new ArrayList<>(); // g_1, g_2, all local views
    private final ComparisonLoss comparison;
    private final double comparisonWeight;
    private final StepMemory memory = new StepMemory();

    /**
     * @param parameters vector [1, length] of the network's layout, kept as a view
     * @param objective what it restores and compares; the network has the heads for it
     *     ({@link dev.pcrl.network.Ablation})
     * @param localViews K
     * @param comparisonWeight of the comparison terms in the total loss and its gradient, next to restoration's 1; 1 in
     *     Eq. 10, and where nothing is restored: there it would only be another learning rate
     */
    public Pcrlv2(NsUNet network, INDArray parameters, Objective objective, int localViews, double comparisonWeight) {
        this.network = network;
        this.objective = objective;
        this.parameters = parameters;
        this.gradients = new GradientSum(network, parameters.dataType());
        for (int i = 0; i < objective.passes(); i++) {
            branches.add(new Branch(network, parameters, gradients, memory));
        }
        this.comparison = new ComparisonLoss(parameters.dataType(), objective.comparesLocals() ? localViews : 0);
        this.comparisonWeight = objective.restores() ? comparisonWeight : 1;
    }

    @Override
    public ParameterLayout layout() {
        return network.layout();
    }

    @Override
    public INDArray parameters() {
        return parameters;
    }

    @Override
    public StepResult step(ViewBatch batch, Step step) {
        return stepAt(objective.scales(step), batch);
    }

    /** The step at a given scale of the objective. */
    public StepResult stepAt(int scale, ViewBatch batch) {
        return stepAt(Collections.nCopies(objective.passes(), scale), batch);
    }

    /** The step at given scales of the objective, one for each pass. */
    StepResult stepAt(List<Integer> scales, ViewBatch batch) {
        try (MemoryWorkspace ignored = memory.step()) {
            return stepInMemory(scales, batch);
        }
    }

    /**
     * The convolutions of a step whose passes are all at one scale.
     *
     * @param batch N
     * @param local size of the local views
     * @param localViews K
     */
    public static List<ConvolutionShape> convolutions(
            NsUNet network, Objective objective, int scale, int batch, Size local, int localViews) {
        Size global = network.config().globalView();
        List<ConvolutionShape> convolutions = new ArrayList<>();
        for (int view = 0; view < 2; view++) {
            convolutions.addAll(network.convolutions(scale, batch, global, objective.restores()));
        }
        if (objective.comparesLocals()) {
            convolutions.addAll(network.convolutions(scale, localViews * batch, local, false));
        }
        return convolutions;
    }

    /**
     * Restorations at a scale with the batch's own batch-norm statistics, as in training; moves the running ones, so
     * give it a copy of the parameters.
     *
     * @return of each sample, the restoration of each global view, C order [x, y, z, C]
     */
    public List<List<float[]>> restore(int scale, ViewBatch batch) {
        List<List<float[]>> restored = Stream.generate(() -> (List<float[]>) new ArrayList<float[]>(2))
                .limit(batch.size())
                .toList();
        try (MemoryWorkspace ignored = memory.step()) {
            for (int view = 0; view < 2; view++) {
                Branch branch = branches.get(view);
                INDArray all = branch.restore(branch.feature(input(batch, view), scale, true), scale, true);
                for (int sample = 0; sample < batch.size(); sample++) {
                    restored.get(sample)
                            .add(all.slice(sample)
                                    .dup('c')
                                    .reshape(all.length() / batch.size())
                                    .toFloatVector());
                }
            }
        }
        return restored;
    }

    private StepResult stepInMemory(List<Integer> scales, ViewBatch batch) {
        List<RestorationLoss> restorations = new ArrayList<>();
        List<INDArray> representations = new ArrayList<>();
        List<INDArray> predictions = new ArrayList<>();
        double spread = 0;
        for (int view = 0; view < branches.size(); view++) {
            Branch branch = branches.get(view);
            int scale = scales.get(view);
            INDArray feature = branch.feature(input(batch, view), scale, true);
            if (view == 0) {
                spread = RepresentationSpread.ofFeature(feature);
            }
            if (objective.restores() && view < 2) {
                INDArray restored = branch.restore(feature, scale, true);
                restorations.add(RestorationLoss.of(restored, batch.clean(view, parameters.dataType())));
            }
            if (objective.compares()) {
                Branch.Comparison compared = branch.compare(feature, scale, true);
                representations.add(compared.representation());
                predictions.add(compared.prediction());
            }
        }
        Map<String, Double> terms = new LinkedHashMap<>();
        double loss = 0;
        if (objective.restores()) {
            double restoration =
                    restorations.stream().mapToDouble(RestorationLoss::value).sum();
            terms.put("restoration", restoration);
            loss += restoration;
        }
        List<INDArray> comparisonGradients = List.of();
        if (objective.compares()) {
            ComparisonLoss.Result compared = comparison.of(representations, predictions);
            comparisonGradients = compared.gradients();
            comparisonGradients.forEach(gradient -> gradient.muli(comparisonWeight));
            terms.put("global", compared.global());
            if (objective.comparesLocals()) {
                terms.put("local", compared.local());
            }
            loss += comparisonWeight * (compared.global() + compared.local());
        }
        terms.put("representation-std", spread);
        backward(scales, restorations, comparisonGradients);
        return new StepResult(gradients.vector(), scales.get(0), loss, terms);
    }

    private INDArray input(ViewBatch batch, int view) {
        return view < 2 ? batch.corrupted(view, parameters.dataType()) : batch.locals(parameters.dataType());
    }

    private void backward(
            List<Integer> scales, List<RestorationLoss> restorations, List<INDArray> predictionGradients) {
        gradients.clear();
        // local views first: they need most memory at the finest scales, so it grows once
        for (int view = branches.size() - 1; view >= 0; view--) {
            Optional<INDArray> restorationGradient = view < restorations.size()
                    ? Optional.of(restorations.get(view).gradient())
                    : Optional.empty();
            Optional<INDArray> predictionGradient =
                    predictionGradients.isEmpty() ? Optional.empty() : Optional.of(predictionGradients.get(view));
            branches.get(view).backward(scales.get(view), restorationGradient, predictionGradient);
        }
    }

    @Override
    public void close() {
        gradients.close();
        memory.close();
    }
}
