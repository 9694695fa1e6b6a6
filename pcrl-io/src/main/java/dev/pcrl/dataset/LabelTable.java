package dev.pcrl.dataset;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;

/**
 * A list of a data set: a header line and rows, separated by commas (RFC 4180) or tabulators. Faults are told by file,
 * line and column, never by what stands there: it may be about a patient.
 */
final class LabelTable {
    private static final int LONGEST_FIELD = 4096;

    private final Path file;
    private final Map<String, Integer> columns = new TreeMap<>();
    private final List<String> names;

    private LabelTable(Path file, String[] header, List<String> required) {
        this.file = file;
        this.names = List.of(header);
        for (int i = 0; i < header.length; i++) {
            columns.putIfAbsent(header[i], i); // ChestX-ray14 has unquoted commas in names of columns
        }
        for (String column : required) {
            if (!columns.containsKey(column)) {
                throw new BadDataException(file.toString(), "line 1", "the column '" + column + "' is missing");
            }
        }
    }

    /**
     * Reads a list.
     *
     * @param separator between columns
     * @param required columns that must be there
     * @param rows takes the rows one by one
     * @return how many rows there are
     */
    static long read(Store store, Path file, char separator, List<String> required, Consumer<Row> rows) {
        CsvParser parser = parser(separator);
        try (InputStream in = store.open(file)) {
            parser.beginParsing(in, StandardCharsets.UTF_8);
            String[] header = parser.parseNext();
            if (header == null) {
                throw new BadDataException(file.toString(), "line 1", "empty: the names of the columns are missing");
            }
            LabelTable table = new LabelTable(file, header, required);
            long count = 0;
            for (String[] fields = parser.parseNext(); fields != null; fields = parser.parseNext()) {
                rows.accept(table.new Row(parser.getContext().currentLine(), fields));
                count++;
            }
            return count;
        } catch (TextParsingException e) {
            if (e.getCause() instanceof IOException cause) {
                throw Store.unreadable(file, cause);
            }
            throw new BadDataException(
                    file.toString(), "line " + e.getLineIndex(), "no table: a field is too long or a quote stays open");
        } catch (IOException e) {
            throw Store.unreadable(file, e);
        } finally {
            parser.stopParsing();
        }
    }

    private static CsvParser parser(char separator) {
        CsvParserSettings settings = new CsvParserSettings();
        settings.getFormat().setDelimiter(separator);
        settings.setLineSeparatorDetectionEnabled(true);
        settings.setHeaderExtractionEnabled(false);
        settings.setCommentProcessingEnabled(false); // a file's name may begin with #
        settings.setNullValue("");
        settings.setEmptyValue("");
        settings.setMaxCharsPerColumn(LONGEST_FIELD);
        settings.setErrorContentLength(0);
        settings.setReadInputOnSeparateThread(false);
        return new CsvParser(settings);
    }

    /** A row. */
    final class Row {
        private final long line;
        private final String[] fields;

        private Row(long line, String[] fields) {
            this.line = line;
            this.fields = fields;
        }

        /** All names of columns. */
        List<String> columns() {
            return names;
        }

        /** What stands in a column; empty if nothing does. */
        String text(String column) {
            int index = columns.get(column);
            if (index >= fields.length) {
                throw refusal(column, "the row ends before this column");
            }
            return fields[index];
        }

        /** What stands in a column that may not be empty. */
        String required(String column) {
            String text = text(column);
            if (text.isEmpty()) {
                throw refusal(column, "is empty");
            }
            return text;
        }

        /** A finite number. */
        double number(String column) {
            try {
                double number = Double.parseDouble(text(column));
                if (Double.isFinite(number)) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // told below, as what is not finite
            }
            throw refusal(column, "is not a number");
        }

        /**
         * A label: 0 or 1, as {@code 1} or {@code 1.0}.
         *
         * @param blank what nothing means
         */
        Truth truth(String column, Truth blank) {
            return switch (text(column)) {
                case "" -> blank;
                case "0", "0.0" -> Truth.NEGATIVE;
                case "1", "1.0" -> Truth.POSITIVE;
                default -> throw refusal(column, "is not 0 or 1");
            };
        }

        /** A fault of this row. */
        BadDataException refusal(String column, String reason) {
            return new BadDataException(file.toString(), "line " + line + ", column '" + column + "'", reason);
        }
    }
}
