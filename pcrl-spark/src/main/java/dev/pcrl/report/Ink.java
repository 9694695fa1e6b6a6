package dev.pcrl.report;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The report's colours, by role. The page gives each a shade for light and one for dark ({@link Stylesheet}); a chart
 * is drawn with {@link #color} and written with {@link #css}. Series have the palette of Okabe and Ito, which readers
 * with a colour vision deficiency can tell apart; its black, which a dark page would swallow, is grey here.
 */
enum Ink {
    TEXT("--ink", 0x1b2026),
    FAINT("--faint", 0x7a858f),
    GRID("--line", 0xdde2e7),
    CARD("--card", 0xffffff),
    BLUE("--blue", 0x0072b2),
    SKY("--sky", 0x56b4e9),
    GREEN("--green", 0x009e73),
    ORANGE("--orange", 0xe69f00),
    VERMILLION("--vermillion", 0xd55e00),
    PURPLE("--purple", 0xcc79a7),
    YELLOW("--yellow", 0xf0e442),
    GREY("--grey", 0x999999);

    private static final List<Ink> SCALES = List.of(BLUE, SKY, GREEN, ORANGE, VERMILLION, PURPLE, YELLOW, GREY);
    private static final List<Ink> SERIES = List.of(ORANGE, SKY, GREEN, PURPLE, YELLOW, VERMILLION, BLUE);

    private final String variable;
    private final Color color;

    Ink(String variable, int rgb) {
        this.variable = variable;
        this.color = new Color(rgb);
    }

    /** The colour of a scale (1 = coarsest), the same in every chart: from blue over green to red. */
    static Ink scale(int scale) {
        return SCALES.get(Math.floorMod(scale - 1, SCALES.size()));
    }

    /** The colour of one of several things without an order, by its number from 1: neighbours differ most. */
    static Ink series(int number) {
        return SERIES.get(Math.floorMod(number - 1, SERIES.size()));
    }

    /** How many series have a colour of their own. */
    static int seriesCount() {
        return SERIES.size();
    }

    /** The colour of a global view, by its number from 1. */
    static Ink globalView(int number) {
        return number % 2 == 1 ? BLUE : VERMILLION;
    }

    /** The colour of a local view, by its number from 1; differs from those of the global views. */
    static Ink localView(int number) {
        List<Ink> others = List.of(ORANGE, SKY, GREEN, YELLOW, PURPLE, GREY);
        return others.get(Math.floorMod(number - 1, others.size()));
    }

    /** The role that a chart's colour stands for, whatever its opacity. */
    static Optional<Ink> of(Color color) {
        int rgb = color.getRGB() & 0xffffff;
        return Arrays.stream(values())
                .filter(ink -> (ink.color.getRGB() & 0xffffff) == rgb)
                .findFirst();
    }

    /** As Java draws it. */
    Color color() {
        return color;
    }

    /** The same, that much opaque. */
    Color color(int alpha) {
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
    }

    /** As CSS names it. */
    String css() {
        return "var(" + variable + ")";
    }
}
