package dev.pcrl.job;

import dev.pcrl.metric.Estimate;
import dev.pcrl.metric.Interval;
import dev.pcrl.metric.MetricValue;
import dev.pcrl.metric.MetricValue.Defined;
import dev.pcrl.metric.SeedSummary;
import dev.pcrl.metric.Statistic;
import java.util.ArrayList;
import java.util.List;

/**
 * How far two rows of an experiment are apart: same seeds, same test patients.
 *
 * @param seeds how many both have
 * @param value mean over these seeds; null if it is undefined at one
 * @param lower end of its 95 % interval over patients (bootstrap); null likewise
 * @param upper end likewise
 * @param seedLower end of its 95 % interval over seeds (Student); null for one seed, too
 * @param seedUpper end likewise
 */
record PairedDifference(int seeds, Double value, Double lower, Double upper, Double seedLower, Double seedUpper) {
    /**
     * {@code ones - others}.
     *
     * @param ones evaluations, one a seed
     * @param others of the same cases at the same seeds
     */
    static PairedDifference of(List<Evaluation> ones, List<Evaluation> others) {
        List<Statistic> pairs = new ArrayList<>();
        for (int i = 0; i < ones.size(); i++) {
            pairs.add(ones.get(i).statistic().minus(others.get(i).statistic()));
        }
        Estimate overPatients = Estimate.of(mean(pairs), ones.get(0).clusters(), Evaluation.bootstrap());
        Interval patients = overPatients.interval().interval();
        Interval seeds = SeedSummary.of(
                        MetricValue.differences(
                                ones.stream().map(Grid::value).toList(),
                                others.stream().map(Grid::value).toList()),
                        0.95)
                .interval();
        return new PairedDifference(
                ones.size(),
                Grid.number(overPatients.value()),
                Grid.number(patients.lower()),
                Grid.number(patients.upper()),
                Grid.number(seeds.lower()),
                Grid.number(seeds.upper()));
    }

    /** The mean over seeds; undefined if one of them is. */
    private static Statistic mean(List<Statistic> seeds) {
        return resample -> {
            double sum = 0;
            for (Statistic seed : seeds) {
                MetricValue value = seed.of(resample);
                if (!(value instanceof Defined known)) {
                    return value;
                }
                sum += known.value();
            }
            return MetricValue.of(sum / seeds.size());
        };
    }

    /** Whether the interval over patients leaves 0 out: other patients would show a difference, too. */
    boolean holdsForPatients() {
        return leavesOut0(lower, upper);
    }

    /** Whether that over seeds does so: other labelled patients and first weights would show one, too. */
    boolean holdsForSeeds() {
        return leavesOut0(seedLower, seedUpper);
    }

    private static boolean leavesOut0(Double lower, Double upper) {
        return lower != null && (lower > 0 || upper < 0);
    }
}
