package dev.pcrl.report;

import dev.pcrl.failure.UnavailableException;
import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Draws charts with XChart as inline SVG. Titles, captions and legends are left to the page, as text.
 *
 * <p>XChart measures its axis labels with Java's fonts, so the Java runtime needs some: on Debian, {@code libfreetype6}
 * and {@code fontconfig} with any font; no screen.
 */
final class ChartPainter {
    // Small, so that labels of 13 units stay readable where a phone shows the whole width in 350 pixels.
    private static final int WIDTH = 420;
    private static final int HEIGHT = 250;
    private static final Font LABELS = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    private static final FontRenderContext FONTS = new FontRenderContext(null, true, true);

    /** About how far ticks of the step axis stand apart, in units of {@link #WIDTH}. */
    private static final int TICK_SPACING = 80;

    /** The least width of the part of a chart that holds its points. */
    private static final double LEAST_PLOT_WIDTH = 280;

    private static final double NAME_MARGIN = 0.45;
    private static final int NAME_DEGREES = 35;

    /** Of the width of a place in the narrowest plot: XChart then ticks every place also in the widest. */
    private static final double NAME_ROOM = 1.2;

    /** What the step axis extends beyond the steps on each side, as a share of their range. */
    private static final double STEP_MARGIN = 0.015;

    /** @throws UnavailableException if the Java runtime has no fonts */
    ChartPainter() {
        requireFonts();
    }

    /** A figure with title, legend, chart and caption. */
    String figure(Chart chart) {
        String drawing = chart.isEmpty() ? Html.nothing("There is no number to show here.") : svg(chart);
        String caption = chart.caption().isEmpty() ? "" : "<p>" + Html.escape(chart.caption()) + "</p>";
        return """
                <figure class="chart">
                <figcaption><h3>%s</h3>%s%s</figcaption>
                %s
                </figure>
                """.formatted(Html.escape(chart.title()), caption, legend(chart), drawing);
    }

    private static String legend(Chart chart) {
        List<Curve> named = chart.curves().stream()
                .filter(curve -> !curve.name().isEmpty() && !curve.points().isEmpty())
                .toList();
        if (named.size() < 2) {
            return "";
        }
        StringBuilder items = new StringBuilder("<ul class=\"legend\">");
        for (Curve curve : named) {
            items.append("<li><span class=\"swatch %s\" style=\"background:%s\"></span>%s</li>"
                    .formatted(
                            curve.kind().name().toLowerCase(Locale.ROOT),
                            curve.ink().css(),
                            Html.escape(curve.name())));
        }
        return items.append("</ul>").toString();
    }

    private static String svg(Chart chart) {
        XYChart drawn = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .xAxisTitle(chart.axis())
                .yAxisTitle(chart.vertical())
                .build();
        style(drawn.getStyler());
        drawn.getStyler().setYAxisTitleVisible(!chart.vertical().isEmpty());
        scale(drawn.getStyler(), chart);
        for (int i = 0; i < chart.curves().size(); i++) {
            Curve curve = chart.curves().get(i);
            if (!curve.points().isEmpty()) {
                add(drawn, Integer.toString(i), curve);
            }
        }
        SvgGraphics graphics = new SvgGraphics();
        drawn.paint(graphics, WIDTH, HEIGHT);
        return graphics.toSvg(WIDTH, HEIGHT, chart.title());
    }

    private static void add(XYChart drawn, String name, Curve curve) {
        XYSeries series = drawn.addSeries(
                name,
                curve.points().stream().mapToDouble(Point::x).toArray(),
                curve.points().stream().mapToDouble(Point::y).toArray());
        // A line through one point would be invisible.
        boolean dots = curve.kind() == Curve.Kind.DOTS || curve.points().size() == 1;
        series.setXYSeriesRenderStyle(dots ? XYSeriesRenderStyle.Scatter : XYSeriesRenderStyle.Line);
        series.setMarker(dots ? SeriesMarkers.SQUARE : SeriesMarkers.NONE);
        series.setMarkerColor(
                curve.kind() == Curve.Kind.DOTS
                        ? curve.ink().color(115)
                        : curve.ink().color());
        series.setLineColor(curve.ink().color());
        series.setLineStyle(new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    }

    private static void style(XYStyler styler) {
        styler.setChartFontColor(Ink.FAINT.color())
                .setChartBackgroundColor(Ink.CARD.color())
                .setPlotBackgroundColor(Ink.CARD.color())
                .setPlotBorderVisible(false)
                .setLegendVisible(false)
                .setChartTitleVisible(false)
                .setChartPadding(4)
                .setMarkerSize(3)
                .setXAxisTitleColor(Ink.FAINT.color())
                .setYAxisTitleColor(Ink.FAINT.color())
                .setLocale(Locale.ROOT);
        styler.setPlotGridLinesColor(Ink.GRID.color())
                .setPlotGridLinesStroke(new BasicStroke(1))
                .setPlotGridVerticalLinesVisible(false)
                .setAxisTicksLineVisible(false)
                .setAxisTicksMarksVisible(false)
                .setAxisTickLabelsFont(LABELS)
                .setAxisTickLabelsColor(Ink.FAINT.color())
                .setAxisTitleFont(LABELS)
                .setAxisTitlePadding(8)
                .setYAxisLabelAlignment(TextAlignment.Right)
                .setXAxisTickLabelsFormattingFunction(Numbers::brief)
                .setYAxisTickLabelsFormattingFunction(Numbers::brief);
    }

    private static void scale(XYStyler styler, Chart chart) {
        if (!chart.ticks().isEmpty()) {
            scaleNames(styler, chart.ticks());
        } else {
            scaleNumbers(styler, chart);
        }
    }

    /**
     * A name below each whole number, where XChart, asked for room of a place's width, ticks. It ticks nowhere if the
     * limits of an axis have one label, so these have blanks of different lengths; and it leaves out names that are too
     * wide, so these are turned further.
     */
    private static void scaleNames(XYStyler styler, List<String> names) {
        styler.setXAxisMin(1 - NAME_MARGIN);
        styler.setXAxisMax(names.size() + NAME_MARGIN);
        double room = LEAST_PLOT_WIDTH / names.size();
        double widest = names.stream().mapToDouble(ChartPainter::width).max().orElse(0);
        boolean isTight = widest * Math.cos(Math.toRadians(NAME_DEGREES)) > room;
        styler.setXAxisTickMarkSpacingHint((int) Math.min(LEAST_PLOT_WIDTH, NAME_ROOM * room));
        styler.setXAxisLabelRotation(isTight ? 90 : NAME_DEGREES);
        styler.setXAxisTickLabelsFormattingFunction(place -> {
            long number = Math.round(place);
            boolean isPlace = Math.abs(place - number) < 1e-6 && number >= 1 && number <= names.size();
            return isPlace ? names.get((int) number - 1) : place < 1 ? " " : "  ";
        });
    }

    private static double width(String name) {
        return name.isEmpty() ? 0 : new TextLayout(name, LABELS, FONTS).getAdvance();
    }

    /**
     * Makes XChart tick round, whole steps. Where points and limits of an axis are equally spaced, it ticks every n-th
     * point instead, with labels as close as they can be, whatever the spacing asked for
     * (github.com/knowm/XChart/issues/731). With this margin they never are: n + 1 points at equal distances have a
     * margin of 0.015 n distances, which is one distance for no whole n.
     */
    private static void scaleNumbers(XYStyler styler, Chart chart) {
        DoubleSummaryStatistics steps = chart.curves().stream()
                .flatMap(curve -> curve.points().stream())
                .mapToDouble(Point::x)
                .summaryStatistics();
        double range = steps.getMax() - steps.getMin();
        styler.setXAxisMin(steps.getMin() - STEP_MARGIN * range);
        styler.setXAxisMax(steps.getMax() + STEP_MARGIN * range);
        boolean isWhole = chart.axis().equals(Chart.STEPS); // or a run of few steps had ticks at halves
        double wholeStep = isWhole ? LEAST_PLOT_WIDTH / Math.max(range, 1) : 0;
        styler.setXAxisTickMarkSpacingHint((int) Math.max(TICK_SPACING, wholeStep));
    }

    /** Java reports lacking fonts with errors of several types, from deep below: said here once, with the remedy. */
    private static void requireFonts() {
        try {
            new TextLayout("0", LABELS, FONTS).getBounds();
        } catch (RuntimeException | LinkageError | InternalError e) {
            throw new UnavailableException(
                    "cannot draw charts: this Java runtime finds no fonts; install them"
                            + " (Debian, Ubuntu: apt-get install fontconfig libfreetype6 fonts-dejavu-core)"
                            + " and write the report again",
                    e);
        }
    }
}
