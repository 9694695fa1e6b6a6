package dev.pcrl.dataset;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one reader marked in a series.
 *
 * @param kind what it is taken for
 * @param reader number of the reading session in its file, from 1
 * @param ratings the reader's characteristics of it, in the file's order
 * @param outlines one a slice, at least one
 * @param line where the mark begins in its file
 */
record LidcMark(Kind kind, int reader, Map<String, Integer> ratings, List<Outline> outlines, int line) {
    LidcMark {
        requireNonNull(kind, "kind");
        ratings = Collections.unmodifiableMap(new LinkedHashMap<>(ratings)); // Map.copyOf has no order
        outlines = List.copyOf(outlines);
    }

    /** What a reader can mark. */
    enum Kind {
        /** A nodule of 3 mm or more, with its outlines. */
        NODULE,
        /** A nodule of less than 3 mm, a point. */
        SMALL_NODULE,
        /** Something of 3 mm or more that is none, a point. */
        NON_NODULE
    }

    /**
     * The points of a mark in a slice.
     *
     * @param image UID of the slice's image; not to be shown
     * @param points how many
     * @param x their mean column, from 0
     * @param y their mean row, from 0
     */
    record Outline(String image, int points, double x, double y) {}
}
