package dev.pcrl.report;

import dev.pcrl.store.Store;
import java.util.Map;
import org.apache.hadoop.fs.Path;

/**
 * Writes the report of a run as one HTML file without any reference to the outside. The page is well-formed XML too.
 */
public final class ReportWriter {
    private ReportWriter() {}

    /**
     * Writes the report, whole or not at all.
     *
     * @param file the file to write, usually {@code report.html} in the run's directory
     * @throws dev.pcrl.failure.UnavailableException if the Java runtime has no fonts to label charts with, or the store
     *     fails
     */
    public static void write(ReportData report, Store store, Path file) {
        store.writeText(file, html(report));
    }

    /** The whole page. */
    static String html(ReportData report) {
        return Page.html(report.title(), body(report));
    }

    private static String body(ReportData report) {
        return header(report)
                + glance(report)
                + new ChartSections(report.steps()).html()
                + PictureSections.bundle(report.bundle())
                + PictureSections.restorations(report.restorations())
                + verbatim(report);
    }

    private static String header(ReportData report) {
        return """
                <header>
                <p class="kind">Pre-training report</p>
                <h1>%s</h1>
                <p class="lead">A neural network was shown medical images without any labels, and learnt from them by two \
                exercises: <em>restore</em> an image that was corrupted, and <em>recognise</em> two cuts of one scan as \
                belonging together. What it learnt is meant to give later tasks, such as finding tumours, a better start \
                than chance. This page says how the learning went.</p>
                </header>
                """.formatted(Html.escape(report.title()));
    }

    private static String glance(ReportData report) {
        StringBuilder content = new StringBuilder("<ul class=\"findings\">\n");
        for (Finding finding : new Diagnosis(report.steps()).findings()) {
            String word = finding.verdict().word();
            content.append("<li class=\"%s\"><strong>%s</strong> <span>%s</span></li>\n"
                    .formatted(word, word, Html.escape(finding.text())));
        }
        content.append("</ul>\n<dl class=\"summary\">\n");
        for (Map.Entry<String, String> fact : report.summary().entrySet()) {
            content.append("<div><dt>%s</dt><dd>%s</dd></div>\n"
                    .formatted(Html.escape(fact.getKey()), Html.escape(fact.getValue())));
        }
        String guide = """
                First what the numbers say, by rules of thumb that compare the first tenth of the steps with the last; \
                then the facts of the run. Good: falling losses and no sign of collapse. They show that training went \
                well, not that the result is useful: only fine-tuning on a labelled task shows that, and only with \
                patients that were not seen here can overfitting be told.""";
        return Html.section(
                "glance", "At a glance", guide, content.append("</dl>").toString());
    }

    private static String verbatim(ReportData report) {
        return text(
                        "configuration",
                        "Configuration",
                        "What this run was asked to do, word for word. With the same configuration, data and software, "
                                + "the run can be repeated; a value that surprises you here is the first thing to check.",
                        report.configurationYaml())
                + text("provenance", "Provenance", """
                        What made the result: data, code and libraries, with their versions. Two runs can be compared \
                        fairly only where their data agree, and the views that were cut from them. data-manifest is \
                        the same for equal data wherever they lie: a hash over the volumes' names and the sizes of \
                        their files or, from a manifest, the files' checksums. Without a manifest, contents that \
                        changed under the same name and size go unseen. views names the making of the views, from \
                        files of one place with the settings above.""", report.provenanceJson());
    }

    private static String text(String id, String heading, String guide, String text) {
        return Html.section(id, heading, guide, "<pre>" + Html.escape(text) + "</pre>");
    }
}
