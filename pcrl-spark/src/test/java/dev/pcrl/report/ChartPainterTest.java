package dev.pcrl.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.config.MethodName;
import dev.pcrl.report.Curve.Kind;
import java.awt.geom.Rectangle2D;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ChartPainterTest {
    private static final Pattern NUMBER = Pattern.compile("-?\\d*\\.?\\d+");
    private static final double GAP = 8; // between labels of 13 units, about a digit's width

    /** One dot a step (or fewer, evenly spaced), as every chart of single steps has them, and a line. */
    private static Chart chart(int firstStep, int steps, int every) {
        List<Point> points = IntStream.range(0, steps)
                .filter(step -> step % every == 0)
                .mapToObj(step -> new Point(firstStep + step, Math.sin(step)))
                .toList();
        return new Chart(
                "loss",
                "",
                List.of(
                        new Curve("single steps", Ink.FAINT, Kind.DOTS, Trend.thin(points, 500)),
                        new Curve("running mean", Ink.TEXT, Kind.LINE, Trend.smooth(points, 200))));
    }

    /** The bounds of each label in a chart. Labels are the outlines that were moved into place. */
    private static List<Rectangle2D> labels(Chart chart) throws Exception {
        Document figure = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(new ChartPainter().figure(chart))));
        NodeList paths = figure.getElementsByTagName("path");
        List<Rectangle2D> labels = new ArrayList<>();
        for (int i = 0; i < paths.getLength(); i++) {
            Element path = (Element) paths.item(i);
            String moved = ((Element) path.getParentNode()).getAttribute("transform") + path.getAttribute("transform");
            if (!moved.isEmpty()) {
                labels.add(bounds(numbers(path.getAttribute("d")), numbers(moved)));
            }
        }
        return labels;
    }

    private static Rectangle2D bounds(double[] outline, double[] matrix) {
        assertThat(matrix).startsWith(1, 0, 0, 1).hasSize(6); // a move
        Rectangle2D bounds = new Rectangle2D.Double(outline[0], outline[1], 0, 0);
        for (int i = 0; i < outline.length; i += 2) {
            bounds.add(outline[i], outline[i + 1]);
        }
        bounds.setRect(bounds.getX() + matrix[4], bounds.getY() + matrix[5], bounds.getWidth(), bounds.getHeight());
        return bounds;
    }

    private static double[] numbers(String text) {
        return NUMBER.matcher(text)
                .results()
                .map(MatchResult::group)
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    /** The labels of the steps: one row, below all others but the axis's name. */
    private static List<Rectangle2D> stepLabels(List<Rectangle2D> labels) {
        double name = labels.stream().mapToDouble(Rectangle2D::getMaxY).max().orElseThrow();
        double row = labels.stream()
                .mapToDouble(Rectangle2D::getMaxY)
                .filter(bottom -> bottom < name)
                .max()
                .orElseThrow();
        return labels.stream()
                .filter(label -> Math.abs(label.getMaxY() - row) < 1)
                .toList();
    }

    private static void assertApart(List<Rectangle2D> labels) {
        for (Rectangle2D label : labels) {
            Rectangle2D around = new Rectangle2D.Double(
                    label.getX() - GAP, label.getY(), label.getWidth() + 2 * GAP, label.getHeight());
            assertThat(labels).filteredOn(around::intersects).hasSize(1); // itself
        }
    }

    // 67 and 68 steps: where the axis's margin comes closest to one step. 390: where labels once ran into each other.
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 10, 60, 67, 68, 100, 101, 201, 390, 500, 501, 1000, 9999, 12_345, 100_000})
    void should_keep_labels_apart_and_few_whatever_the_number_of_steps(int steps) throws Exception {
        for (int firstStep : List.of(0, 1, 777)) {
            List<Rectangle2D> labels = labels(chart(firstStep, steps, 1));
            assertApart(labels);
            assertThat(stepLabels(labels)).hasSizeBetween(2, 7);
        }
    }

    @Test
    void should_keep_labels_apart_where_a_number_comes_every_few_steps() throws Exception {
        for (int every = 2; every < 40; every++) {
            List<Rectangle2D> labels = labels(chart(0, 400, every));
            assertApart(labels);
            assertThat(stepLabels(labels)).hasSizeBetween(2, 7);
        }
    }

    @Test
    void should_label_whole_steps_only() throws Exception {
        for (int steps = 2; steps <= 5; steps++) {
            assertThat(stepLabels(labels(chart(0, steps, 1)))).hasSize(steps);
        }
    }

    @Test
    void should_label_the_only_step() throws Exception {
        assertThat(stepLabels(labels(chart(7, 1, 1)))).hasSize(1);
    }

    /** A line through as many places as there are names. */
    private static Chart named(List<String> names) {
        List<Point> points = IntStream.rangeClosed(1, names.size())
                .mapToObj(place -> new Point(place, Math.sin(place)))
                .toList();
        return new Chart("dice", "", "labels", "", names, List.of(new Curve("a", Ink.BLUE, Kind.LINE, points)));
    }

    /** The labels below the plot but the axis's name, from left to right. */
    private static List<Rectangle2D> names(List<Rectangle2D> labels) {
        double title = labels.stream().mapToDouble(Rectangle2D::getMaxY).max().orElseThrow();
        return labels.stream()
                .filter(label -> label.getCenterX() > 40 && label.getMaxY() < title) // left of it are those of y
                .sorted(Comparator.comparingDouble(Rectangle2D::getCenterX))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16})
    void should_name_every_place_in_its_order(int places) throws Exception {
        // The longer, the further right.
        List<String> names =
                IntStream.rangeClosed(1, places).mapToObj("8"::repeat).toList();
        assertThat(names(labels(named(names))))
                .hasSize(places)
                .extracting(label -> label.getWidth() + label.getHeight())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void should_name_every_method_of_an_experiment() throws Exception {
        List<String> methods = Stream.concat(
                        Stream.of("scratch", "multi-crop"),
                        Arrays.stream(MethodName.values()).map(MethodName::toString))
                .toList();
        for (int count = 1; count <= methods.size(); count++) {
            assertThat(names(labels(named(methods.subList(0, count))))).hasSize(count);
        }
    }

    @Test
    void should_name_places_that_only_some_curves_have() throws Exception {
        Curve two = new Curve("a", Ink.BLUE, Kind.DOTS, List.of(new Point(1, 0.5), new Point(4, 0.7)));
        Chart chart = new Chart("dice", "", "labels", "", List.of("1 %", "10 %", "50 %", "100 %"), List.of(two));
        assertThat(names(labels(chart))).hasSize(4);
    }
}
