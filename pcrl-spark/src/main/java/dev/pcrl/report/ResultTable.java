package dev.pcrl.report;

import java.util.List;

/**
 * A table of a report.
 *
 * @param caption what it shows
 * @param header names of the columns
 * @param rows as many texts each
 */
public record ResultTable(String caption, List<String> header, List<List<String>> rows) {
    public ResultTable {
        header = List.copyOf(header);
        rows = rows.stream().map(List::copyOf).toList();
        int columns = header.size();
        if (!rows.stream().allMatch(row -> row.size() == columns)) {
            throw new IllegalArgumentException("each row has " + columns + " columns");
        }
    }

    String html() {
        StringBuilder html =
                new StringBuilder("<div class=\"scroll\"><table>\n<caption>%s</caption>\n<thead>%s</thead>\n<tbody>\n"
                        .formatted(Html.escape(caption), line("th", header)));
        rows.forEach(row -> html.append(line("td", row)).append('\n'));
        return html.append("</tbody></table></div>\n").toString();
    }

    private static String line(String tag, List<String> texts) {
        StringBuilder line = new StringBuilder("<tr>");
        texts.forEach(text -> line.append("<%s>%s</%s>".formatted(tag, Html.escape(text), tag)));
        return line.append("</tr>").toString();
    }
}
