package dev.pcrl.config;

import dev.pcrl.failure.UsageException;

/** What the user is told of a configuration that cannot be used: the place, what is wrong there, in one line. */
final class Refusal {
    private static final int LONGEST = 500;

    private Refusal() {}

    static UsageException at(String place, String problem) {
        return at(place, problem, null);
    }

    static UsageException at(String place, String problem, Throwable cause) {
        return new UsageException(shorten(oneLine(place + ": " + problem), LONGEST), cause);
    }

    /** A text of at most so many characters. */
    static String shorten(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "...";
    }

    /** A file may hold anything, also what a terminal would obey. */
    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]+", " ");
    }
}
