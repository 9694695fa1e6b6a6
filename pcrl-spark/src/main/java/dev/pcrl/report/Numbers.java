package dev.pcrl.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as people read them. */
final class Numbers {
    private static final String MINUS = "\u2212"; // as wide as a digit, unlike a hyphen

    private Numbers() {}

    /** With at most four digits that count: 0.0125, 12k, 1e-05. */
    static String brief(double value) {
        return value < 0 && Double.isFinite(value) ? MINUS + magnitude(-value) : magnitude(value);
    }

    private static String magnitude(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "not a number" : value > 0 ? "infinite" : "minus infinite";
        }
        if (value >= 1e7 || (value > 0 && value < 1e-4)) {
            return trimmed(String.format(Locale.ROOT, "%.2e", value));
        }
        if (value >= 10_000) {
            return plain(value / 1000) + "k";
        }
        return plain(value);
    }

    /** With at most four digits that count, without exponent or suffix. */
    static String plain(double value) {
        BigDecimal rounded = new BigDecimal(value, new MathContext(4)).stripTrailingZeros();
        return rounded.signum() == 0 ? "0" : rounded.toPlainString();
    }

    /** 1.00e-05 as 1e-05. */
    private static String trimmed(String scientific) {
        return scientific.replaceFirst("\\.?0+e", "e");
    }
}
