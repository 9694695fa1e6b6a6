package dev.pcrl.job;

import com.univocity.parsers.csv.CsvWriter;
import com.univocity.parsers.csv.CsvWriterSettings;
import java.io.StringWriter;
import java.util.List;

/** Tables as text (RFC 4180). */
final class Csv {
    private Csv() {}

    /**
     * The header and the lines.
     *
     * @param lines a value a column each; null is empty
     */
    static String of(List<Object[]> lines, String... header) {
        StringWriter text = new StringWriter();
        CsvWriter writer = new CsvWriter(text, new CsvWriterSettings());
        writer.writeHeaders(header);
        lines.forEach(writer::writeRow);
        writer.close();
        return text.toString();
    }
}
