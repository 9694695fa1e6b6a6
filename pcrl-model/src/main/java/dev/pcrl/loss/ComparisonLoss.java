package dev.pcrl.loss;

import dev.pcrl.layer.WorkEvent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.controlflow.compat.StopGradient;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Siamese feature comparison of two global and K local views (Eq. 7 to 10), one SameDiff graph.
 *
 * <p>{@code L_C(a, b) = -1/2 [cos(sg(v_a), p_b) + cos(p_a, sg(v_b))]}, cos averaged over the batch; the loss is
 * {@code L_C(g_1, g_2) + sum over m in {1, 2} and k in 1..K of L_C(l_k, g_m)}. The stop-gradient sg is ND4J's own
 * operation; a norm below 1e-8 counts as 1e-8, as in PyTorch.
 */
public final class ComparisonLoss {
    private static final List<String> REPRESENTATIONS = List.of("v1", "v2", "vl");
    private static final List<String> PREDICTIONS = List.of("p1", "p2", "pl");
    private static final double SMALLEST_NORM = 1e-8;

    private final DataType dataType;
    private final int localViews;
    private final Map<Shape, SameDiff> graphs = new HashMap<>();

    /**
     * The loss for minibatches of any size.
     *
     * @param dataType of the representations
     * @param localViews K; without local views (0) the loss is {@code L_C(g_1, g_2)} alone
     */
    public ComparisonLoss(DataType dataType, int localViews) {
        this.dataType = dataType;
        this.localViews = localViews;
    }

    /**
     * Predictions are the graph's variables, so its shape is fixed; representations, which get no gradient, its inputs.
     */
    private SameDiff graph(Shape shape) {
        SameDiff graph = SameDiff.create();
        SDVariable v1 = graph.placeHolder("v1", dataType, shape.batch, shape.channels);
        SDVariable v2 = graph.placeHolder("v2", dataType, shape.batch, shape.channels);
        SDVariable p1 = graph.var("p1", dataType, shape.batch, shape.channels);
        SDVariable p2 = graph.var("p2", dataType, shape.batch, shape.channels);
        SDVariable between = pair(graph, v1, p1, v2, p2).rename("global");
        if (localViews == 0) {
            graph.setLossVariables(between);
            return graph;
        }
        SDVariable local = graph.placeHolder("vl", dataType, localViews * shape.batch, shape.channels);
        SDVariable localPrediction = graph.var("pl", dataType, localViews * shape.batch, shape.channels);
        SDVariable first =
                pair(graph, local, localPrediction, tile(graph, v1, localViews), tile(graph, p1, localViews));
        SDVariable second =
                pair(graph, local, localPrediction, tile(graph, v2, localViews), tile(graph, p2, localViews));
        // the mean over K N rows, K times: the sum over the local views of the means over the batch
        SDVariable toLocal = first.add(second).mul(localViews).rename("local");
        graph.setLossVariables(between.add(toLocal).rename("total"));
        return graph;
    }

    private static SDVariable pair(SameDiff graph, SDVariable va, SDVariable pa, SDVariable vb, SDVariable pb) {
        return cosine(graph, va, pb).add(cosine(graph, vb, pa)).mul(-0.5);
    }

    private static SDVariable cosine(SameDiff graph, SDVariable v, SDVariable p) {
        SDVariable fixed = new StopGradient(graph, v).outputVariable();
        SDVariable dot = fixed.mul(p).sum(1);
        return dot.div(norm(graph, fixed)).div(norm(graph, p)).mean();
    }

    private static SDVariable norm(SameDiff graph, SDVariable x) {
        SDVariable squares = graph.math.square(x).sum(1);
        return graph.math.sqrt(graph.math.max(squares, squares.mul(0).add(SMALLEST_NORM * SMALLEST_NORM)));
    }

    private static SDVariable tile(SameDiff graph, SDVariable x, int times) {
        SDVariable[] copies = new SDVariable[times];
        Arrays.fill(copies, x);
        return times == 1 ? x : graph.concat(0, copies);
    }

    /**
     * The loss of one minibatch and its gradients.
     *
     * @param representations v of g_1, g_2 ([N, C]) and, if K > 0, of all local views ([K N, C], all of l_1 first, then
     *     l_2, ...)
     * @param predictions p of the same
     */
    public Result of(List<INDArray> representations, List<INDArray> predictions) {
        try (WorkEvent work = WorkEvent.of(ComparisonLoss.class);
                MemoryWorkspace memory = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
            Shape shape =
                    new Shape(predictions.get(0).size(0), predictions.get(0).size(1));
            SameDiff graph = graphs.computeIfAbsent(shape, this::graph);
            List<String> names = PREDICTIONS.subList(0, predictions.size());
            Map<String, INDArray> inputs = new HashMap<>();
            for (int i = 0; i < names.size(); i++) {
                graph.getVariable(names.get(i)).getArr().assign(predictions.get(i));
                inputs.put(REPRESENTATIONS.get(i), representations.get(i).detach());
            }
            List<String> values = localViews == 0 ? List.of("global") : List.of("global", "local");
            var results = graph.calculateGradientsAndOutputs(inputs, values, names);
            Map<String, INDArray> outputs = results.getOutputs();
            return new Result(
                    outputs.get("global").getDouble(0),
                    localViews == 0 ? 0 : outputs.get("local").getDouble(0),
                    names.stream().map(results.getGradients()::get).toList());
        }
    }

    /**
     * Values and gradients.
     *
     * @param global L_C(g_1, g_2)
     * @param local sum of L_C(l_k, g_m)
     * @param gradients of global + local with respect to p of g_1, g_2 and the local views
     */
    public record Result(double global, double local, List<INDArray> gradients) {}

    /** Shape of a global view's representations, [N, C]. */
    private record Shape(long batch, long channels) {}
}
