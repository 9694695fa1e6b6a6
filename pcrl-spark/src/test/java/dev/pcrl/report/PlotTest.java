package dev.pcrl.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlotTest {
    @Test
    void should_give_each_name_its_own_colour_and_references_grey() {
        List<Plot.Series> series = new ArrayList<>();
        for (int i = 0; i < Plot.COLOURS; i++) {
            series.add(new Plot.Series("method " + i, true, List.of(1.0), List.of(0.5)));
        }
        series.add(3, new Plot.Series("scratch", true, true, List.of(1.0), List.of(0.5)));

        List<Ink> inks = new Plot("title", "", "axis", List.of(), series)
                .toChart().curves().stream().map(Curve::ink).toList();

        assertThat(inks.get(3)).isEqualTo(Ink.GREY);
        assertThat(new HashSet<>(inks)).hasSize(Plot.COLOURS + 1);
    }
}
