package dev.pcrl.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.report.Finding.Verdict;
import dev.pcrl.train.StepRecord;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiagnosisTest {
    private static final int STEPS = 200;

    private static List<Finding> findings(DoubleFunction<Double> loss, Map<String, Double> last, double waited) {
        return new Diagnosis(IntStream.range(0, STEPS)
                        .mapToObj(i -> {
                            double done = i / (STEPS - 1.0);
                            Map<String, Double> terms = Map.of(
                                    "restoration", 1 + done * (last.get("restoration") - 1),
                                    "global", done * last.get("global"),
                                    "representation-std", 0.1 + done * (last.get("representation-std") - 0.1));
                            return new StepRecord(i, 0, 1, 0.01, loss.apply(done), terms, 8, 1, waited, Map.of());
                        })
                        .toList())
                .findings();
    }

    private static Map<String, Double> terms(double restoration, double global, double spread) {
        return Map.of("restoration", restoration, "global", global, "representation-std", spread);
    }

    @Test
    void should_find_a_healthy_run_good() {
        assertThat(findings(done -> 1 - done, terms(0.1, -0.8, 0.1), 0.01))
                .extracting(Finding::verdict)
                .containsExactly(Verdict.GOOD, Verdict.GOOD, Verdict.GOOD, Verdict.GOOD);
    }

    @Test
    void should_find_collapse() {
        assertThat(findings(done -> 1 - done, terms(0.1, -1, 0.001), 0.01)).anySatisfy(finding -> {
            assertThat(finding.verdict()).isEqualTo(Verdict.BAD);
            assertThat(finding.text()).startsWith("Collapse: ");
        });
    }

    /** Who was flat after the first tenth already has no spread to fall from. */
    @Test
    void should_find_collapse_that_came_early() {
        List<StepRecord> steps = IntStream.range(0, STEPS)
                .mapToObj(i -> new StepRecord(
                        i,
                        0,
                        1,
                        0.01,
                        -i,
                        Map.of("global", i < 5 ? -0.5 : -0.99, "representation-std", i < 5 ? 0.1 : 0.001),
                        8,
                        1,
                        0,
                        Map.of()))
                .toList();
        assertThat(new Diagnosis(steps).findings())
                .anySatisfy(finding -> assertThat(finding.text()).startsWith("Collapse: "));
    }

    @Test
    void should_find_divergence() {
        assertThat(findings(done -> done < 0.5 ? 1 - done : 10 * done, terms(0.1, -0.8, 0.1), 0))
                .contains(new Finding(
                        Verdict.BAD, "The total loss ended well above its best, from 0.9523 to 9.523: it diverged."));
        assertThat(findings(done -> done < 0.9 ? 1 : Double.NaN, terms(0.1, -0.8, 0.1), 0))
                .first()
                .satisfies(finding -> {
                    assertThat(finding.verdict()).isEqualTo(Verdict.BAD);
                    assertThat(finding.text()).contains("not a finite number in 20 of 200 steps");
                });
    }

    @Test
    void should_find_a_run_that_waits_or_does_not_restore() {
        assertThat(findings(done -> 1 - done, terms(1.5, -0.8, 0.1), 0.5))
                .extracting(Finding::verdict)
                .containsExactly(Verdict.GOOD, Verdict.BAD, Verdict.GOOD, Verdict.WATCH);
    }

    @Test
    void should_say_nothing_of_few_steps() {
        assertThat(new Diagnosis(List.of()).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.verdict()).isEqualTo(Verdict.WATCH));
    }
}
