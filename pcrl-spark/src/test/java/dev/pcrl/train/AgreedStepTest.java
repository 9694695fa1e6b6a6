package dev.pcrl.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.config.ExchangeName;
import dev.pcrl.config.ExchangeSettings;
import dev.pcrl.exchange.Rings;
import dev.pcrl.exchange.Team;
import dev.pcrl.method.StepResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class AgreedStepTest {
    @Test
    void should_be_the_same_for_all_workers() throws Exception {
        List<AgreedStep> steps = Rings.run(2, Duration.ofSeconds(20), ring -> {
            Team team = Team.in(ring, new ExchangeSettings(2, ExchangeName.DENSE, 1e-3, 1.5), 1e-3, 1);
            return ring.rank() == 0
                    ? AgreedStep.of(result(1, 8, 4), new AgreedStep.Part(0.75, 6, false, 0.25), team)
                    : AgreedStep.of(result(5, 16, 0), new AgreedStep.Part(0.25, 2, true, 0.5), team);
        });

        assertThat(steps)
                .containsOnly(
                        new AgreedStep(2, Map.of("global", 10.0, "restoration", 3.0), 8, true, List.of(0.25, 0.5)));
    }

    private static StepResult result(double loss, double global, double restoration) {
        return new StepResult(Nd4j.zeros(1, 1), 1, loss, Map.of("restoration", restoration, "global", global));
    }
}
