package dev.pcrl.dataset;

import dev.pcrl.dataset.LidcMark.Kind;
import dev.pcrl.dataset.LidcMark.Outline;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.store.Store;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.Path;

/**
 * Reads the XML files of LIDC-IDRI's readers (Armato et al., "The Lung Image Database Consortium (LIDC) and Image
 * Database Resource Initiative (IDRI)", Medical Physics 2011): a {@code LidcReadMessage} has the UID of a series and a
 * {@code readingSession} of each of four readers, who after seeing each other's marks drew the outlines of nodules of 3
 * mm or more and rated them, and set a point on smaller nodules and on what looks like one and is none.
 *
 * <p>Of the rest, such as who read it when, nothing is read.
 */
final class LidcReadingParser {
    private static final String ROOT = "LidcReadMessage";
    private static final String OF_RADIOGRAPHS = "IdriReadMessage";
    private static final int LARGEST_PIXEL = 1 << 16;
    private static final int LARGEST_RATING = 6; // of calcification; malignancy and others end at 5

    /** The characteristics that readers rated. */
    private static final Set<String> RATINGS = Set.of(
            "subtlety",
            "internalStructure",
            "calcification",
            "sphericity",
            "margin",
            "lobulation",
            "spiculation",
            "texture",
            "malignancy");

    private final XmlCursor xml;
    private final List<LidcMark> marks = new ArrayList<>();
    private String series = "";
    private int readers;

    private LidcReadingParser(XmlCursor xml) {
        this.xml = xml;
    }

    /**
     * Reads a file.
     *
     * @return nothing if it is about a chest radiograph, of which the collection has some
     * @throws BadDataException if it is damaged or something else; names line and column
     */
    static Optional<LidcReading> read(Store store, Path file) {
        XmlCursor xml = XmlCursor.open(store, file);
        if (xml.name().equals(OF_RADIOGRAPHS)) {
            return Optional.empty();
        }
        if (!xml.name().equals(ROOT)) {
            throw xml.fault("is no " + ROOT);
        }
        return Optional.of(new LidcReadingParser(xml).message());
    }

    private LidcReading message() {
        xml.children(name -> {
            switch (name) {
                case "ResponseHeader" -> header();
                case "readingSession" -> session();
                default -> xml.skip();
            }
        });
        if (series.isEmpty()) {
            throw xml.fault("ends without a SeriesInstanceUid");
        }
        return new LidcReading(series, marks);
    }

    private void header() {
        xml.children(name -> {
            if (name.equals("SeriesInstanceUid")) {
                series = xml.text();
            } else {
                xml.skip();
            }
        });
    }

    private void session() {
        readers++;
        xml.children(name -> {
            switch (name) {
                case "unblindedReadNodule" -> nodule();
                case "nonNodule" -> nonNodule();
                default -> xml.skip();
            }
        });
    }

    private void nodule() {
        int line = xml.line();
        Map<String, Integer> ratings = new LinkedHashMap<>();
        List<Outline> outlines = new ArrayList<>();
        xml.children(name -> {
            switch (name) {
                case "characteristics" ->
                    xml.children(rating -> {
                        if (RATINGS.contains(rating)) { // a manifest repeats no other name
                            ratings.put(rating, xml.integer(0, LARGEST_RATING));
                        } else {
                            xml.skip();
                        }
                    });
                case "roi" -> region().ifPresent(outlines::add);
                default -> xml.skip();
            }
        });
        if (outlines.isEmpty()) {
            throw xml.fault("a nodule without an outline");
        }
        ratings.values().removeIf(rating -> rating == 0); // not rated
        boolean isPoint = outlines.size() == 1 && outlines.get(0).points() == 1;
        Kind kind = isPoint && ratings.isEmpty() ? Kind.SMALL_NODULE : Kind.NODULE;
        marks.add(new LidcMark(kind, readers, ratings, outlines, line));
    }

    private void nonNodule() {
        int line = xml.line();
        Outlining outlining = new Outlining("locus");
        marks.add(new LidcMark(Kind.NON_NODULE, readers, Map.of(), List.of(outlining.read()), line));
    }

    /** An outline, unless it is that of a hole in the nodule. */
    private Optional<Outline> region() {
        Outlining outlining = new Outlining("edgeMap");
        Outline outline = outlining.read();
        return outlining.isIncluded ? Optional.of(outline) : Optional.empty();
    }

    /** Reads the points of an element that lie in one image. */
    private final class Outlining {
        private final String point;
        private String image = "";
        private boolean isIncluded = true;
        private int points;
        private long sumX;
        private long sumY;

        /** @param point the element that holds a point */
        Outlining(String point) {
            this.point = point;
        }

        Outline read() {
            xml.children(name -> {
                if (name.equals(point)) {
                    point();
                } else if (name.equals("imageSOP_UID")) {
                    image = xml.text();
                } else if (name.equals("inclusion")) {
                    isIncluded = included(xml.text());
                } else {
                    xml.skip();
                }
            });
            if (image.isEmpty() || points == 0) {
                throw xml.fault("lacks an imageSOP_UID or points (" + point + ")");
            }
            return new Outline(image, points, (double) sumX / points, (double) sumY / points);
        }

        private void point() {
            boolean[] has = new boolean[2];
            xml.children(name -> {
                switch (name) {
                    case "xCoord" -> {
                        sumX += xml.integer(0, LARGEST_PIXEL);
                        has[0] = true;
                    }
                    case "yCoord" -> {
                        sumY += xml.integer(0, LARGEST_PIXEL);
                        has[1] = true;
                    }
                    default -> xml.skip();
                }
            });
            if (!has[0] || !has[1]) {
                throw xml.fault("a point lacks its xCoord or yCoord");
            }
            points++;
        }

        private boolean included(String text) {
            return switch (text) {
                case "TRUE" -> true;
                case "FALSE" -> false;
                default -> throw xml.fault("inclusion is TRUE or FALSE");
            };
        }
    }
}
