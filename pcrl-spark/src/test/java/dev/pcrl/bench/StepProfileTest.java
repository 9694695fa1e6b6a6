package dev.pcrl.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pcrl.layer.BatchNorm;
import dev.pcrl.layer.Convolution3d;
import dev.pcrl.layer.WorkEvent.Phase;
import dev.pcrl.optimise.Sgd;
import dev.pcrl.train.Replica;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StepProfileTest {
    private static final long SECOND = 1_000_000_000;

    private final List<WorkSpan> spans = new ArrayList<>();

    @Test
    void should_add_up_to_the_step_with_the_rest_as_other() {
        step(10, 20);
        work(Convolution3d.class, Phase.FORWARD, 10, 13); // begins with the step
        work(BatchNorm.class, Phase.FORWARD, 13, 14); // and where the one before ended
        work(Convolution3d.class, Phase.BACKWARD, 15, 17);
        work(Convolution3d.class, Phase.BACKWARD, 17, 18);
        work(Sgd.class, Phase.WHOLE, 19, 20); // ends with the step

        StepProfile step = profiles().get(0);

        assertThat(step.seconds())
                .containsEntry(StepPart.CONVOLUTION_FORWARD, 3.0)
                .containsEntry(StepPart.CONVOLUTION_BACKWARD, 3.0)
                .containsEntry(StepPart.BATCH_NORM, 1.0)
                .containsEntry(StepPart.OPTIMISER, 1.0)
                .containsEntry(StepPart.OTHER, 2.0)
                .containsEntry(StepPart.DATA, 0.0);
        assertThat(step.total()).isCloseTo(10, within(1e-12));
    }

    @Test
    void should_count_work_within_work_once() {
        step(0, 10);
        work(Sgd.class, Phase.WHOLE, 1, 9);
        work(BatchNorm.class, Phase.FORWARD, 2, 6);
        work(Convolution3d.class, Phase.FORWARD, 3, 4);

        assertThat(profiles().get(0).seconds())
                .containsEntry(StepPart.OPTIMISER, 4.0)
                .containsEntry(StepPart.BATCH_NORM, 3.0)
                .containsEntry(StepPart.CONVOLUTION_FORWARD, 1.0)
                .containsEntry(StepPart.OTHER, 2.0);
    }

    @Test
    void should_keep_steps_apart_whatever_order_they_were_written_in() {
        step(0, 3);
        work(Sgd.class, Phase.WHOLE, 1, 3);
        step(3, 8); // begins where the one before ended
        work(Sgd.class, Phase.WHOLE, 3, 4);
        Collections.shuffle(spans, new Random(7));

        assertThat(profiles())
                .extracting(step -> step.seconds().get(StepPart.OPTIMISER))
                .containsExactly(2.0, 1.0);
        assertThat(profiles()).extracting(StepProfile::total).containsExactly(3.0, 5.0);
    }

    @Test
    void should_refuse_work_that_has_no_part() {
        step(0, 3);
        work(String.class, Phase.FORWARD, 1, 2);

        assertThatThrownBy(this::profiles).hasMessageContaining("java.lang.String");
    }

    private void step(int start, int end) {
        work(Replica.class, Phase.WHOLE, start, end);
    }

    private void work(Class<?> worker, Phase phase, int start, int end) {
        spans.add(new WorkSpan(worker.getName(), phase, start * SECOND, end * SECOND));
    }

    private List<StepProfile> profiles() {
        return StepProfile.of(spans);
    }
}
