package dev.pcrl.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the job jar holds. It has the tag {@code cluster}, so as to run when that is packaged. */
@Tag("cluster")
class JobJarTest {
    private static final Pattern NATIVE = Pattern.compile(".*\\.(so|dll|dylib|jnilib|a|lib)(\\.\\d+)*");

    @Test
    void should_hold_natives_for_linux_x86_64_only() throws IOException {
        List<String> natives =
                files().stream().filter(name -> NATIVE.matcher(name).matches()).toList();

        assertThat(natives)
                .anyMatch(name -> name.endsWith("libnd4jcpu.so"))
                .allMatch(name ->
                        name.toLowerCase(Locale.ROOT).replaceAll("[/_]", "-").contains("linux-x86-64"));
    }

    @Test
    void should_leave_spark_hadoop_and_scala_to_the_cluster() throws IOException {
        assertThat(files())
                .contains("dev/pcrl/cli/Main.class")
                .noneMatch(name -> name.startsWith("org/apache/spark/")
                        || name.startsWith("org/apache/hadoop/")
                        || name.startsWith("scala/"));
    }

    private static List<String> files() throws IOException {
        try (ZipFile jar = new ZipFile(Path.of("target/pcrl-job.jar").toFile())) {
            return jar.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .toList();
        }
    }
}
