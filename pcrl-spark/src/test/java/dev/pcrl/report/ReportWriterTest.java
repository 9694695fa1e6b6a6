package dev.pcrl.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.store.Store;
import dev.pcrl.train.StepRecord;
import dev.pcrl.volume.Box;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class ReportWriterTest {
    private static final String INJECTION = "</pre><script>alert('x')</script>&amp;\"<!-- ]]> \u0000\uD800";

    private static ReportData report(List<StepRecord> steps) {
        return report(steps, "seed: 7");
    }

    private static ReportData report(List<StepRecord> steps, String text) {
        GreyImage image = new SliceCutter(new float[64], 4, 4, 4).axial();
        ViewPicture one = new ViewPicture(new Box(0, 0, 0, 96, 96, 64), image, Optional.of(image));
        ViewPicture two = new ViewPicture(new Box(30, 10, 5, 64, 64, 32), image, Optional.of(image));
        ViewPicture small = new ViewPicture(new Box(8, 8, 8, 16, 16, 16), image, Optional.empty());
        Map<String, String> summary = new LinkedHashMap<>();
        summary.put("Run " + text, text);
        return new ReportData(
                text,
                summary,
                steps,
                Optional.of(new BundlePicture(text, List.of(one, two), List.of(small, small))),
                List.of(new RestorationPicture(2, 1, image, image, image, 0.5, 0.7, 0.625)),
                text,
                text);
    }

    private static List<StepRecord> steps(int count) {
        Random random = new Random(5);
        List<StepRecord> steps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, Double> terms = Map.of(
                    "restoration",
                    random.nextDouble(),
                    "global",
                    i % 7 == 0 ? Double.NaN : -random.nextDouble(),
                    "local",
                    Double.NEGATIVE_INFINITY,
                    "representation-std",
                    0.1,
                    "temperature <1>",
                    random.nextDouble());
            double loss = i % 5 == 0 ? Double.NaN : random.nextGaussian();
            steps.add(new StepRecord(i, 0, 1 + i % 5, 0.01, loss, terms, 8, i == 0 ? 0 : 1, 0.1, Map.of()));
        }
        return steps;
    }

    private static Document parsed(ReportData report) throws ParserConfigurationException, SAXException, IOException {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(ReportWriter.html(report))));
    }

    private static List<Element> elements(Document page, String name) {
        NodeList found = page.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    @Test
    void should_be_well_formed_and_have_every_section() throws Exception {
        Document page = parsed(report(steps(500)));
        assertThat(elements(page, "section"))
                .extracting(section -> section.getAttribute("id"))
                .containsExactly(
                        "glance",
                        "losses",
                        "scales",
                        "health",
                        "pace",
                        "views",
                        "restorations",
                        "configuration",
                        "provenance");
        assertThat(elements(page, "h3"))
                .extracting(Element::getTextContent)
                .contains(
                        "Total loss", "Restoration error, by scale", "temperature <1>", "Learning rate", "Throughput");
        assertThat(elements(page, "img")).hasSize(2 * 2 + 2 + 4);
    }

    @Test
    void should_hold_a_restored_view_against_the_corrupted_one() throws Exception {
        assertThat(elements(parsed(report(steps(100))), "small"))
                .extracting(Element::getTextContent)
                .contains("mean squared error 0.5, correlation with the target 0.7, of the corrupted input 0.625");
    }

    @Test
    void should_refer_to_nothing_outside() throws Exception {
        String html = ReportWriter.html(report(steps(100)));
        assertThat(html).doesNotContainPattern("(?i)(src|href|action|data)\\s*=\\s*[\"'](?!data:image/png;base64,)");
        assertThat(html).doesNotContainPattern("(?i)url\\(|@import|<script|<link|<iframe|<object");
    }

    @Test
    void should_show_any_text_as_text() throws Exception {
        Document page = parsed(report(steps(30), INJECTION));
        String shown = INJECTION.replace('\u0000', '\uFFFD').replace('\uD800', '\uFFFD');
        assertThat(elements(page, "script")).isEmpty();
        assertThat(elements(page, "pre")).extracting(Element::getTextContent).containsExactly(shown, shown);
        assertThat(elements(page, "h1").get(0).getTextContent()).isEqualTo(shown);
        assertThat(elements(page, "dd").get(0).getTextContent()).isEqualTo(shown);
    }

    @Test
    void should_name_colours_so_that_a_dark_page_can_change_them() {
        String html = ReportWriter.html(report(steps(100)));
        assertThat(html).contains("stroke=\"var(--ink)\"", "stroke=\"var(--vermillion)\"");
        assertThat(html).doesNotContainPattern("(fill|stroke)=\"(#|rgb|black)");
    }

    @Test
    void should_take_runs_of_no_step_one_step_and_equal_steps() throws Exception {
        StepRecord step = new StepRecord(7, 0, 3, 0.01, 1, Map.of("restoration", 1.0), 8, 1, 0, Map.of());
        StepRecord bare = new StepRecord(8, 0, 3, 0, Double.NaN, Map.of(), 0, 0, 0, Map.of());
        for (List<StepRecord> steps :
                List.of(List.<StepRecord>of(), List.of(step), List.of(step, step), List.of(bare))) {
            assertThat(elements(parsed(report(steps)), "section")).hasSize(9);
        }
    }

    @Test
    void should_say_what_is_missing() throws Exception {
        Document page = parsed(new ReportData("bare", Map.of(), List.of(), Optional.empty(), List.of(), "", ""));
        assertThat(elements(page, "p"))
                .extracting(Element::getTextContent)
                .contains("This run kept no example of its views.", "This run kept no restored views.");
    }

    @Test
    void should_stay_small_after_many_steps() {
        assertThat(ReportWriter.html(report(steps(20_000))).length()).isLessThan(1_000_000);
    }

    @Test
    void should_write_one_file(@TempDir java.nio.file.Path directory) throws IOException {
        java.nio.file.Path file = directory.resolve("report.html");
        ReportWriter.write(report(steps(10)), Store.local(), new Path(file.toUri()));
        assertThat(Files.readString(file, StandardCharsets.UTF_8))
                .startsWith("<!DOCTYPE html>")
                .endsWith("</html>\n");
        assertThat(directory).isDirectoryContaining(file::equals).isDirectoryNotContaining(path -> !path.equals(file));
    }
}
