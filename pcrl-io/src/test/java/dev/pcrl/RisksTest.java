package dev.pcrl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/risks.md names is there. */
class RisksTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern NAME = Pattern.compile("`(\\w+)`");

    @Test
    void should_be_handled_and_tested_by_classes_that_exist() throws IOException {
        List<String> rows;
        try (Stream<String> lines = Files.lines(ROOT.resolve("docs/risks.md"))) {
            rows = lines.filter(line -> line.startsWith("| ")).skip(2).toList();
        }
        Set<String> classes = sources("main");
        Set<String> tests = sources("test");

        assertThat(rows).hasSizeGreaterThan(20).allSatisfy(row -> {
            String[] cells = row.split("\\|", -1);
            assertThat(names(cells[2])).as(row).isNotEmpty().isSubsetOf(classes);
            assertThat(names(cells[3])).as(row).isNotEmpty().isSubsetOf(tests);
        });
    }

    private static List<String> names(String cell) {
        return NAME.matcher(cell).results().map(result -> result.group(1)).toList();
    }

    /** Names of the classes of all modules that have a file of their own. */
    private static Set<String> sources(String kind) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().contains("/src/" + kind + "/java/"))
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
    }
}
