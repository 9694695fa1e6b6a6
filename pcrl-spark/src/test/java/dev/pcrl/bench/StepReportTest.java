package dev.pcrl.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pcrl.layer.BatchNorm;
import dev.pcrl.layer.WorkEvent.Phase;
import dev.pcrl.network.ConvolutionShape;
import dev.pcrl.network.ConvolutionShape.Kind;
import dev.pcrl.train.Replica;
import dev.pcrl.train.StepRecord;
import dev.pcrl.view.Size;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StepReportTest {
    private static final ConvolutionShape COARSE = new ConvolutionShape(Kind.SAME, 1, Size.cube(100), 1, 1, false);
    private static final ConvolutionShape FINE = new ConvolutionShape(Kind.DOUBLING, 1, Size.cube(100), 2, 1, true);
    private static final List<StepConvolutions> STEPS =
            List.of(new StepConvolutions(1, List.of(COARSE)), new StepConvolutions(2, List.of(COARSE, FINE, FINE)));
    private static final Surroundings HERE = new Surroundings("any", "any", 1, 0);

    /** Both ways of a convolution of 27 and of 2 x 8 products a voxel: 2 x 54 and 3 x 32 million operations. */
    private static final ConvolutionReport ALONE = ConvolutionReport.of(
            HERE,
            STEPS,
            Map.of(
                    COARSE, new ConvolutionTime(COARSE, 0.1, 0.2, 0.5, 0.4), // the operations are faster: 0.3
                    FINE, new ConvolutionTime(FINE, 0.1, 0.5, 0.5, 0.2))); // the layer is: 0.2

    @Test
    void should_hold_steps_against_their_convolutions() {
        List<TimedStep> steps = List.of(step(1, 1, 0.25), step(2, 3, 0.75), step(2, 5, 1.0));

        StepReport.Row row = row(steps);

        assertThat(ALONE.seconds(1)).isCloseTo(0.3, within(1e-12));
        assertThat(ALONE.seconds(2)).isCloseTo(0.7, within(1e-12));
        double alone = (0.3 + 0.7 + 0.7) / 3;
        assertThat(row.meanSeconds()).isEqualTo(3);
        assertThat(row.seconds()).isEqualTo(new Quartiles(2, 3, 4));
        assertThat(row.viewsPerSecond()).isCloseTo(16.0 / 3, within(1e-12));
        assertThat(row.convolutionSeconds()).isCloseTo(alone, within(1e-12));
        assertThat(row.timesConvolutions()).isCloseTo(3 / alone, within(1e-12));
        assertThat(row.gigaOperations()).isCloseTo(0.108 + 2 * 2 * 0.096 / 3, within(1e-12));
        assertThat(row.rate()).isCloseTo(row.gigaOperations() / 3, within(1e-12));
        assertThat(row.freshBytes()).isEqualTo(100);
    }

    @Test
    void should_share_out_the_time_of_all_steps_together() {
        StepReport.Row row = row(List.of(step(1, 1, 1), step(2, 3, 1)));

        assertThat(row.shares().get("batch norm and activation")).isCloseTo(2.0 / 4, within(1e-12));
        assertThat(row.shares().get("other")).isCloseTo(2.0 / 4, within(1e-12));
    }

    private static StepReport.Row row(List<TimedStep> steps) {
        return StepReport.Row.of("any", steps, Map.of(1, STEPS.get(0), 2, STEPS.get(1)), Optional.of(ALONE));
    }

    /** A step of so many seconds, of which some were batch norm. */
    private static TimedStep step(int scale, int seconds, double batchNorm) {
        StepProfile profile = StepProfile.of(List.of(
                        new WorkSpan(Replica.class.getName(), Phase.WHOLE, 0, seconds * 1_000_000_000L),
                        new WorkSpan(BatchNorm.class.getName(), Phase.FORWARD, 0, Math.round(1e9 * batchNorm))))
                .get(0);
        StepRecord record = new StepRecord(0, 0, scale, 0.1, 1, Map.of(), 16, seconds, 0, Map.of());
        return new TimedStep(record, profile, 100);
    }
}
