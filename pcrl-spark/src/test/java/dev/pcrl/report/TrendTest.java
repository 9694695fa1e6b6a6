package dev.pcrl.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.train.StepRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrendTest {
    private static List<Point> noise(int count) {
        Random random = new Random(1);
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            points.add(new Point(i, random.nextDouble()));
        }
        return points;
    }

    @Test
    void should_thin_to_the_limit_in_order_and_keep_a_spike() {
        List<Point> points = noise(9_999);
        points.set(4_321, new Point(4_321, 50));
        List<Point> thin = Trend.thin(points, 400);
        assertThat(thin).hasSizeBetween(150, 400).isSortedAccordingTo(Comparator.comparingDouble(Point::x));
        assertThat(thin).contains(new Point(4_321, 50)).doesNotHaveDuplicates();
        assertThat(points).containsAll(thin);
    }

    @Test
    void should_leave_few_points_alone() {
        assertThat(Trend.thin(noise(7), 400)).isEqualTo(noise(7));
        assertThat(Trend.thin(List.of(), 400)).isEmpty();
    }

    @Test
    void should_smooth_over_a_wild_step() {
        List<Point> points = noise(2_000);
        points.set(1_000, new Point(1_000, 1e6));
        List<Point> smooth = Trend.smooth(points, 200);
        assertThat(smooth)
                .hasSize(200)
                .allSatisfy(point -> assertThat(point.y()).isBetween(0.3, 0.7));
        assertThat(smooth.get(0).x()).isZero();
        assertThat(smooth.get(199).x()).isEqualTo(1_999);
    }

    @Test
    void should_smooth_nothing_and_a_single_point() {
        assertThat(Trend.smooth(List.of(), 200)).isEmpty();
        assertThat(Trend.smooth(List.of(new Point(3, 4)), 200)).containsExactly(new Point(3, 4));
        assertThat(Trend.trimmedMean(List.of())).isNaN();
    }

    @Test
    void should_leave_out_what_is_not_finite() {
        List<StepRecord> steps = new ArrayList<>();
        for (double loss : new double[] {1, Double.NaN, Double.POSITIVE_INFINITY, 4}) {
            steps.add(new StepRecord(steps.size(), 0, 1, 0.01, loss, Map.of(), 1, 1, 0, Map.of()));
        }
        assertThat(Trend.points(steps, StepRecord::loss)).containsExactly(new Point(0, 1), new Point(3, 4));
    }
}
