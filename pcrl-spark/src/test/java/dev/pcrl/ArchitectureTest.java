package dev.pcrl;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Data flows one way (docs/architecture.md): packages stand in the order of the flow, and none depends on one behind
 * it. Packages that are not there (yet) break no rule.
 */
class ArchitectureTest {
    private static final List<String> IO = List.of(
            "failure", "random", "volume", "store", "codec", "dicom", "picture", "read", "phantom", "view", "dataset",
            "shard");
    private static final List<String> MODEL =
            List.of("layer", "network", "loss", "optimise", "method", "encoder", "metric", "finetune", "check");
    private static final List<String> JOBS =
            List.of("config", "exchange", "train", "report", "sample", "job", "cluster", "bench", "cli");
    private static final List<String> FLOW =
            Stream.of(IO, MODEL, JOBS).flatMap(List::stream).toList();

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.pcrl");

    @Test
    void should_flow_one_way() {
        for (int i = 0; i + 1 < FLOW.size(); i++) {
            forbid(FLOW.get(i), FLOW.subList(i + 1, FLOW.size()));
        }
    }

    @Test
    void should_know_the_place_of_every_package() {
        assertThat(CLASSES)
                .allSatisfy(
                        type -> assertThat(FLOW).contains(type.getPackageName().split("\\.", -1)[2]));
    }

    @ParameterizedTest
    @CsvSource({
        "read, view",
        "read, phantom",
        "read, shard",
        "view, phantom",
        "dataset, phantom",
        "network, loss",
        "method, optimise"
    })
    void should_keep_branches_apart(String one, String other) {
        forbid(one, List.of(other));
        forbid(other, List.of(one));
    }

    @Test
    void should_keep_core_types_free_of_frameworks() {
        noClasses()
                .that()
                .resideInAnyPackage(packages(List.of(
                        "volume", "codec", "dicom", "picture", "view", "read", "dataset", "random", "failure",
                        "metric")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.spark..", "org.nd4j..", "org.deeplearning4j..")
                .check(CLASSES);
    }

    @Test
    void should_keep_spark_to_shards_and_jobs() {
        List<String> without = Stream.concat(IO.stream(), MODEL.stream())
                .filter(part -> !part.equals("shard"))
                .toList();
        noClasses()
                .that()
                .resideInAnyPackage(packages(without))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.spark..")
                .check(CLASSES);
    }

    @Test
    void should_keep_file_systems_to_the_store() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.pcrl.store..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("org\\.apache\\.hadoop\\.fs\\.(.*FileSystem|FileContext|FileUtil)")
                .check(CLASSES);
    }

    private static void forbid(String from, List<String> to) {
        noClasses()
                .that()
                .resideInAPackage("dev.pcrl." + from + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages(to))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    private static String[] packages(List<String> parts) {
        return parts.stream().map(part -> "dev.pcrl." + part + "..").toArray(String[]::new);
    }
}
