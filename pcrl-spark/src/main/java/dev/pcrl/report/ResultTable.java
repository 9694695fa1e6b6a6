package dev.pcrl.report;

import java.util.List;

/**
 * A table of a report.
 *
 * @param caption what it shows
 * @param header names of the columns
 * @param rows as many texts each
 * @param notes what is to be said of it, a paragraph each
 */
public record ResultTable(String caption, List<String> header, List<List<String>> rows, List<String> notes) {
    public ResultTable {
        header = List.copyOf(header);
        rows = rows.stream().map(List::copyOf).toList();
        notes = List.copyOf(notes);
        int columns = header.size();
        if (!rows.stream().allMatch(row -> row.size() == columns)) {
            throw new IllegalArgumentException("each row has " + columns + " columns");
        }
    }

    /** With nothing to be said. */
    public ResultTable(String caption, List<String> header, List<List<String>> rows) {
        this(caption, header, rows, List.of());
    }

    String html() {
        StringBuilder html =
                new StringBuilder("<div class=\"scroll\"><table>\n<caption>%s</caption>\n<thead>%s</thead>\n<tbody>\n"
                        .formatted(Html.escape(caption), line("th", header)));
        rows.forEach(row -> html.append(line("td", row)).append('\n'));
        html.append("</tbody></table></div>\n");
        notes.forEach(note -> html.append("<p class=\"note\">%s</p>\n".formatted(Html.escape(note))));
        return html.toString();
    }

    private static String line(String tag, List<String> texts) {
        StringBuilder line = new StringBuilder("<tr>");
        texts.forEach(text -> line.append("<%s>%s</%s>".formatted(tag, Html.escape(text), tag)));
        return line.append("</tr>").toString();
    }
}
