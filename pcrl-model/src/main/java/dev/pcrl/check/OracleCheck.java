package dev.pcrl.check;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.method.Objective;
import dev.pcrl.method.Pcrlv2;
import dev.pcrl.method.StepResult;
import dev.pcrl.network.NsUNet;
import dev.pcrl.network.Parameter;
import dev.pcrl.network.ParameterLayout;
import dev.pcrl.optimise.Sgd;
import dev.pcrl.random.RandomStream;
import dev.pcrl.store.Store;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.hadoop.fs.Path;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Runs a fixture of the oracle: the losses of every scale with their terms, gradients, running statistics, a short
 * training run and the encoder's outputs. What a user runs to trust a new backend, and what each change to the network,
 * a loss or the optimiser has to pass.
 */
public final class OracleCheck {
    private static final double MOMENTUM = 0.9;
    private static final double WEIGHT_DECAY = 1e-5;
    private static final double SINGLE_BOUND = 1e-2; // of relative errors in single precision
    private static final double ROUNDING = 5e-7; // relative; half a unit in the last place is up to 6e-8
    private static final int ATTEMPTS = 8;

    private final OracleFixture fixture;
    private final NsUNet network;

    /**
     * Reads what a fixture begins with.
     *
     * @param directory holds {@code meta.json} and the safetensors that the oracle wrote
     * @throws BadDataException if those are not what the oracle writes
     */
    public OracleCheck(Store store, Path directory) {
        this.fixture = OracleFixture.read(store, directory);
        this.network = new NsUNet(fixture.config());
    }

    /**
     * Runs the whole fixture in double and in single precision.
     *
     * @throws BadDataException if a tensor is missing, or is not one of the network that {@code meta.json} tells of
     */
    public Result run() {
        List<TrainingState> trajectory = new ArrayList<>();
        return new Result(compare(DataType.DOUBLE, trajectory), compare(DataType.FLOAT, trajectory));
    }

    private Agreement compare(DataType dataType, List<TrainingState> trajectory) {
        INDArray initial = vector(fixture.tensors("initial"), dataType);
        INDArray parameters = initial.dup();
        int locals = fixture.batch().locals().size();
        try (Pcrlv2 method =
                new Pcrlv2(network, parameters, Objective.whole(network.config().scales()), locals, 1)) {
            return compare(method, initial, trajectory);
        }
    }

    private Agreement compare(Pcrlv2 method, INDArray initial, List<TrainingState> trajectory) {
        INDArray parameters = method.parameters();
        double loss = 0;
        double gradient = 0;
        double running = 0;
        for (OracleMeta.Losses expected : fixture.meta().losses()) {
            parameters.assign(initial);
            StepResult result = method.stepAt(expected.scale(), fixture.batch());
            loss = Math.max(loss, error(result, expected));
            String scale = "." + expected.scale();
            running = Math.max(running, error(fixture.tensors("running" + scale), parameters));
            gradient = Math.max(gradient, gradientError(method, expected.scale(), initial, result));
        }
        parameters.assign(initial);
        loss = Math.max(loss, train(method, trajectory));
        Map<String, INDArray> trained = fixture.tensors("trained");
        return new Agreement(
                loss, gradient, running, error(trained, parameters), encode(vector(trained, parameters.dataType())));
    }

    /**
     * Error of a gradient. One in single precision that is too large is computed again at weights that differ by
     * rounding, and the least error counts: at a near-tie of a max pooling rounding alone decides which way the
     * gradient goes (docs/decisions/single-precision-check.md), while a fault does not go away.
     */
    private double gradientError(Pcrlv2 method, int scale, INDArray initial, StepResult result) {
        Map<String, INDArray> expected = fixture.tensors("gradient." + scale);
        double least = error(expected, result.gradient());
        boolean isSingle = initial.dataType() == DataType.FLOAT;
        for (int attempt = 0; isSingle && least > SINGLE_BOUND && attempt < ATTEMPTS; attempt++) {
            method.parameters().assign(rounded(initial, attempt));
            least = Math.min(
                    least, error(expected, method.stepAt(scale, fixture.batch()).gradient()));
        }
        return least;
    }

    /** Weights that differ by a few units in the last place. */
    private static INDArray rounded(INDArray weights, int attempt) {
        RandomGenerator random = RandomStream.of(attempt).child("rounding").generator();
        float[] values = weights.reshape(weights.length()).toFloatVector();
        for (int i = 0; i < values.length; i++) {
            values[i] *= (float) (1 + random.nextDouble(-ROUNDING, ROUNDING));
        }
        return Nd4j.createFromArray(values).reshape('c', weights.shape());
    }

    private static double error(StepResult result, OracleMeta.Losses expected) {
        double[] errors = {
            result.loss() - expected.total(),
            result.terms().get("restoration") - expected.restoration(),
            result.terms().get("global") - expected.global(),
            result.terms().get("local") - expected.local()
        };
        double largest = 0;
        for (double error : errors) {
            largest = Math.max(largest, Math.abs(error));
        }
        return largest;
    }

    /**
     * Runs the short training and gives the largest error of a loss. The double-precision run goes freely and leaves
     * its trajectory; in single precision each step starts from the state that the double run had before it. A free
     * single-precision run is chaotic (ReLU kinks behind batch norm over few values): the oracle's own ends 1.3e-2 from
     * its double-precision weights (docs/decisions), so it could tell no backend's faults from its own rounding.
     */
    private double train(Pcrlv2 method, List<TrainingState> trajectory) {
        OracleMeta.Training run = fixture.meta().training();
        INDArray velocity = network.layout().zeros(method.parameters().dataType());
        Sgd optimiser = new Sgd(network.layout(), velocity, MOMENTUM, WEIGHT_DECAY);
        boolean free = method.parameters().dataType() == DataType.DOUBLE;
        double largest = 0;
        for (int step = 0; step < run.scales().size(); step++) {
            if (free) {
                trajectory.add(new TrainingState(method.parameters().dup(), velocity.dup()));
            } else {
                method.parameters().assign(trajectory.get(step).parameters());
                velocity.assign(trajectory.get(step).velocity());
            }
            StepResult result = method.stepAt(run.scales().get(step), fixture.batch());
            optimiser.step(
                    method.parameters(), result.gradient(), run.learningRates().get(step));
            largest = Math.max(largest, Math.abs(result.loss() - run.losses().get(step)));
        }
        return largest;
    }

    private record TrainingState(INDArray parameters, INDArray velocity) {}

    /**
     * What the check found.
     *
     * @param inDouble double precision
     * @param inSingle single precision
     */
    public record Result(Agreement inDouble, Agreement inSingle) {
        /** Whether both are as near as rounding allows. */
        public boolean ok() {
            return inDouble.within(1e-6, 1e-6) && inSingle.within(2e-4, SINGLE_BOUND);
        }
    }

    /** Encodes the first sample of the first corrupted view with the trained weights, in evaluation mode. */
    private double encode(INDArray parameters) {
        ComputationGraph encoder = NsUNet.encoder(fixture.config(), parameters);
        Map<String, INDArray> levels = encoder.feedForward(fixture.firstCorrupted(parameters.dataType()), false);
        double largest = 0;
        for (Map.Entry<String, INDArray> expected : fixture.tensors("encoded").entrySet()) {
            int level = Integer.parseInt(expected.getKey().substring("level.".length()));
            INDArray actual = levels.get(NsUNet.levelOutput(level)).permute(0, 4, 1, 2, 3);
            double square = squaredDistance(expected.getValue(), actual);
            largest = Math.max(largest, Math.sqrt(square / squaredNorm(expected.getValue())));
        }
        return largest;
    }

    private INDArray vector(Map<String, INDArray> tensors, DataType dataType) {
        List<Parameter> parameters = network.layout().parameters();
        for (Parameter parameter : parameters) { // all before there is a vector: a wrong width may make it huge
            INDArray tensor = tensors.get(parameter.name());
            if (tensor == null) {
                throw bad(parameter, "missing in the fixture");
            }
            requireShape(parameter, tensor);
        }
        INDArray vector = network.layout().zeros(dataType);
        for (Parameter parameter : parameters) {
            network.layout()
                    .view(vector, parameter)
                    .assign(tensors.get(parameter.name()).castTo(dataType));
        }
        return vector;
    }

    private void requireShape(Parameter parameter, INDArray tensor) {
        List<Long> shape = Arrays.stream(tensor.shape()).boxed().toList();
        if (!shape.equals(parameter.shape())) {
            throw bad(parameter, "has the shape " + shape + "; in meta.json's network it has " + parameter.shape());
        }
    }

    private BadDataException bad(Parameter parameter, String reason) {
        return new BadDataException(fixture.directory().toString(), "tensor " + parameter.name(), reason);
    }

    /** Relative L2 error over all tensors that the oracle wrote, as one vector. */
    private double error(Map<String, INDArray> expected, INDArray vector) {
        ParameterLayout layout = network.layout();
        double difference = 0;
        double norm = 0;
        int compared = 0;
        for (Parameter parameter : layout.parameters()) {
            INDArray tensor = expected.get(parameter.name());
            if (tensor != null) {
                requireShape(parameter, tensor);
                difference += squaredDistance(tensor, layout.view(vector, parameter));
                norm += squaredNorm(tensor);
                compared++;
            }
        }
        if (compared != expected.size()) {
            throw new BadDataException(
                    fixture.directory().toString(), "tensors", "the fixture has some that the network lacks");
        }
        return Math.sqrt(difference / norm);
    }

    private static double squaredDistance(INDArray expected, INDArray actual) {
        return squaredNorm(expected.castTo(DataType.DOUBLE).sub(actual.castTo(DataType.DOUBLE)));
    }

    private static double squaredNorm(INDArray array) {
        double norm = array.castTo(DataType.DOUBLE).norm2Number().doubleValue();
        return norm * norm;
    }
}
