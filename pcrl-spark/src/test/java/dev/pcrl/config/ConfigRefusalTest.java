package dev.pcrl.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.failure.UsageException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The exact message of each refusal. In the tables, {@code /} is a new line and {@code _} an indentation by two. */
class ConfigRefusalTest {
    private static void assertRefused(String text, List<String> overrides, String message) {
        assertThatThrownBy(() -> ConfigReader.parse("a.yaml", text, overrides))
                .isInstanceOf(UsageException.class)
                .hasMessage(message);
    }

    private static String lines(String table) {
        return table.replace("/", "\n").replace("_", "  ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "training:/_batchsize: 4     | 2: training.batchsize: unknown key; did you mean training.batch-size?",
                "training:/_batchSize: 4     | 2: training.batchSize: unknown key; did you mean training.batch-size?",
                "training:/_learnign-rate: 1 | 2: training.learnign-rate: unknown key; did you mean"
                        + " training.learning-rate?",
                "trainig:/_epochs: 4         | 1: trainig: unknown key; did you mean training?",
                "batch-size: 4               | 1: batch-size: unknown key; did you mean training.batch-size?",
                "views:/_intensity:/__ct-hi: 4 | 3: views.intensity.ct-hi: unknown key; did you mean"
                        + " views.intensity.ct-high?",
                "network:/_momentum: 4       | 2: network.momentum: unknown key; did you mean training.momentum?",
                "network:/_colour: 4         | 2: network.colour: unknown key; known ones are base-width, scales,"
                        + " width-cap, channels, skip-connections",
                "colour: 4                   | 1: colour: unknown key; known ones are seed, date, series, dataset, views, shards,"
                        + " augmentation, network, training, method, exchange, cluster",
                "training.epochs: 4          | 1: training.epochs: dotted keys are for --set; in a file write epochs:"
                        + " below training:",
                "<<: {seed: 4}               | 1: <<: unknown key; known ones are seed, date, series, dataset, views, shards, augmentation,"
                        + " network, training, method, exchange, cluster",
                "? [seed]/: 4                | 1: a key is expected, not a list",
                "training:/_epochs: 4//_epochs: 4 | 4: training.epochs: given before, at a.yaml:2",
                "training:/seed: 1/training: | 3: training: given before, at a.yaml:1",
            })
    void should_refuse_keys(String text, String message) {
        assertRefused(lines(text), List.of(), "a.yaml:" + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "- seed                         | 1: keys and values are expected, not a list",
                "seed                           | 1: keys and values are expected, not \"seed\"",
                "training:/_epochs: many        | 2: training.epochs: a whole number is expected, not \"many\"",
                "training:/_epochs: 2.0         | 2: training.epochs: a whole number is expected, not \"2.0\"",
                "training:/_epochs: 010         | 2: training.epochs: a whole number is expected, not \"010\"",
                "training:/_epochs: 1:30        | 2: training.epochs: a whole number is expected, not \"1:30\"",
                "training:/_epochs: '2'         | 2: training.epochs: a whole number is expected, not the quoted text"
                        + " \"2\"",
                "training:/_epochs:             | 2: training.epochs: a whole number is expected, not nothing",
                "training:/_epochs: [2]         | 2: training.epochs: a whole number is expected, not a list",
                "training:/_epochs: {a: 2}      | 2: training.epochs: a whole number is expected, not keys and values",
                "training:/_epochs: 3000000000  | 2: training.epochs: a whole number of 32 bits is expected, not"
                        + " \"3000000000\"",
                "seed: 10000000000000000000     | 1: seed: a whole number of 64 bits is expected, not"
                        + " \"10000000000000000000\"",
                "training:/_momentum: .nan      | 2: training.momentum: a number is expected, not \".nan\"",
                "training:/_momentum: 1e999     | 2: training.momentum: a smaller number is expected, not \"1e999\"",
                "training:/_momentum: high      | 2: training.momentum: a number is expected, not \"high\"",
                "training: 3                    | 1: training: a section is expected, not \"3\"",
                "augmentation:/_swap-local-views: yes | 2: augmentation.swap-local-views: true or false is expected,"
                        + " not \"yes\"",
                "augmentation:/_flip-axes: 0    | 2: augmentation.flip-axes: a list is expected, such as [0], not"
                        + " \"0\"",
                "augmentation:/_flip-axes:/_- 0/_- x | 4: augmentation.flip-axes[1]: a whole number is expected, not"
                        + " \"x\"",
                "views:/_global-size: [64, 64, 32] | 2: views.global-size: a word such as 64x64x32 is expected, not a"
                        + " list",
                "views:/_global-size: 64        | 2: views.global-size: a size must be written like 64x64x32: 64",
                "views:/_global-size: 0x4x4     | 2: views.global-size: a size must be positive along each axis: 0x4x4",
                "views:/_global-crops: [64x64]  | 2: views.global-crops: a size must be written like 64x64x32: 64x64",
                "views:/_crops: none            | 2: views.crops must be sub-crop or multi-crop: none",
                "dataset:/_layout: luna         | 2: dataset.layout must be luna16 or lidc-idri or lits or brats2018 or"
                        + " chestx-ray14 or chexpert or folder or bids: luna",
                "dataset:/_uncertain: maybe     | 2: dataset.uncertain must be ignore, zeros or ones: maybe",
                "method: simsiam                | 1: method must be pcrlv2 or restoration or comparison or one-scale"
                        + " or three-scales or all-scales or multi-crop or skip-connections or cross-scale"
                        + " or models-genesis: simsiam",
                "method: scratch                | 1: method: scratch is no pre-training: fine-tune without an encoder, or"
                        + " name it in an experiment",
            })
    void should_refuse_kinds(String text, String message) {
        assertRefused(lines(text), List.of(), "a.yaml:" + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "views:/_minimum-iou: 0           | 2: views.minimum-iou must be in (0, 1]: 0.0",
                "views:/_intensity:/__ct-high: -2e3 | 3: views.intensity.ct-high must be above ct-low (-1000.0):"
                        + " -2000.0",
                "views:/_intensity:/__ct-low: 2e3 | 3: views.intensity.ct-high must be above ct-low (2000.0): 1000.0",
                "dataset:/_train: 0                | 2: dataset.train must be in (0, 1]: 0.0",
                "dataset:/_train: 0.5              | 2: dataset.train must be 1 together with validation and test: 0.8",
                "dataset:/_patient: (              | 2: dataset.patient must be a regular expression with a group: (",
                "dataset:/_patient: sub            | 2: dataset.patient must be a regular expression with a group: sub",
                "views:/_local-views: 0           | 2: views.local-views must be at least 1 for pcrlv2: 0",
                "views:/_global-crops: []         | 2: views.global-crops must name at least one size: []",
                "shards:/_bundles-per-shard: 0    | 2: shards.bundles-per-shard must be at least 1: 0",
                "shards:/_maximum-bad-files: 5    | 2: shards.maximum-bad-files must be in [0, 1]: 5.0",
                "augmentation:/_flip-axes: [3]    | 2: augmentation.flip-axes must be of 0, 1, 2: [3]",
                "augmentation:/_affine-scale: 1   | 2: augmentation.affine-scale must be in [0, 1): 1.0",
                "augmentation:/_blur-std: -1      | 2: augmentation.blur-std must be a number of at least 0: -1.0",
                "network:/_base-width: 0          | 2: network.base-width must be at least 1",
                "network:/_scales: 9              | 2: network.scales must be in 1..8",
                "network:/_width-cap: 1           | 2: network.width-cap must be at least 2",
                "training:/_epochs: 0             | 2: training.epochs must be at least 1: 0",
                "training:/_batch-size: 1         | 2: training.batch-size must be at least 2 (batch norm of one"
                        + " vector is always 0): 1",
                "training:/_learning-rate: 0      | 2: training.learning-rate must be greater than 0: 0.0",
                "training:/_momentum: 1           | 2: training.momentum must be in [0, 1): 1.0",
                "training:/_weight-decay: -1      | 2: training.weight-decay must be in [0, 1): -1.0",
                "training:/_comparison-weight: -1 | 2: training.comparison-weight must be a number of at least 0:"
                        + " -1.0",
                "training:/_steps-per-round: 0    | 2: training.steps-per-round must be at least 1: 0",
                "training:/_keep-checkpoints: 0   | 2: training.keep-checkpoints must be at least 1: 0",
                "training:/_prefetch-threads: 0   | 2: training.prefetch-threads must be at least 1: 0",
                "training:/_explosion-factor: 1   | 2: training.explosion-factor must be greater than 1: 1.0",
                "exchange:/_workers: 0            | 2: exchange.workers must be at least 1: 0",
                "exchange:/_workers: 17           | 2: exchange.workers must be at most half of training.batch-size, 32"
                        + " (batch norm needs two bundles a worker): 17",
                "exchange:/_gradients: sparse     | 2: exchange.gradients must be dense or adaptive or fixed: sparse",
                "exchange:/_threshold: 0          | 2: exchange.threshold must be greater than 0: 0.0",
                "exchange:/_straggler-ratio: 1    | 2: exchange.straggler-ratio must be 0 or at least 1.1: 1.0",
                "cluster:/_network: eth0          | 2: cluster.network must be spark or a network such as 10.1.0.0/16:"
                        + " eth0",
                "cluster:/_stall-seconds: 0       | 2: cluster.stall-seconds must be at least 1: 0",
                "cluster:/_executor-seconds: -1   | 2: cluster.executor-seconds must be at least 0: -1",
                "cluster:/_grace-seconds: -1      | 2: cluster.grace-seconds must be at least 0: -1",
            })
    void should_refuse_values(String text, String message) {
        assertRefused(lines(text), List.of(), "a.yaml:" + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "training.batchsize=4 | training.batchsize: unknown key; did you mean training.batch-size?",
                "batch-size=4         | batch-size: unknown key; did you mean training.batch-size?",
                "seed.a=4             | seed.a: unknown key; known ones are seed, date, series, dataset, views, shards, augmentation,"
                        + " network, training, method, exchange, cluster",
                "training.epochs=many | training.epochs: a whole number is expected, not \"many\"",
                "training.epochs=0    | training.epochs must be at least 1: 0",
                "training.epochs=     | training.epochs: a value is expected after the =",
                "training.epochs      | key=value is expected, such as training.batch-size=4",
                "=4                   | key=value is expected, such as training.batch-size=4",
                "training=4           | training: a section is expected, not \"4\"",
                "training={epoch: 4}  | training.epoch: unknown key; did you mean training.epochs?",
                "views.global-crops=[64x64x32 | the value is not valid YAML: expected ',' or ']', but got"
                        + " <stream end>",
                "workers=2            | workers: unknown key; did you mean exchange.workers?",
            })
    void should_refuse_overrides(String override, String message) {
        assertRefused("seed: 1", List.of(override), "--set " + override + ": " + message);
    }

    @Test
    void should_name_the_place_that_was_given_last() {
        assertRefused(
                "views:\n  intensity:\n    ct-low: 0",
                List.of("views.intensity.ct-high=-5"),
                "--set views.intensity.ct-high=-5: views.intensity.ct-high must be above ct-low (0.0): -5.0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "training: [       | :1:12: not valid YAML: expected the node content, but found '<stream end>'",
                "seed: 1/a: b: c   | :2:5: not valid YAML: mapping values are not allowed here",
                "seed: 1/---/a: 1  | :2:1: not valid YAML: but found another document",
                "seed: *one        | :1:7: not valid YAML: found undefined alias one",
            })
    void should_refuse_what_is_no_yaml(String text, String message) {
        assertRefused(lines(text), List.of(), "a.yaml" + message);
    }

    @Test
    void should_withstand_bombs() {
        String nested = "[".repeat(100_000);
        assertRefused(nested, List.of(), "a.yaml: not valid YAML: Nesting Depth exceeded max 50");
        String aliases = "views:\n  global-crops: [&a [1]" + ", *a".repeat(100) + "]\n";
        assertRefused(
                aliases,
                List.of(),
                "a.yaml: not valid YAML: Number of aliases for non-scalar nodes exceeds the specified max=50");
        assertRefused(
                "training: &a {epochs: *a}",
                List.of(),
                "a.yaml:1: training.epochs: a whole number is expected," + " not keys and values");
        assertRefused("&a [*a]: 3", List.of(), "a.yaml:1: a key is expected, not a list");
    }

    @Test
    void should_stay_in_one_short_line() {
        assertRefused(
                "method: \"a\\nb\\e[31m" + "c".repeat(1000) + "\"",
                List.of(),
                "a.yaml:1: method must be %s: a b [31m"
                                .formatted(
                                        "pcrlv2 or restoration or comparison or one-scale or three-scales or all-scales or multi-crop or skip-connections or cross-scale or models-genesis")
                        + "c".repeat(320) + "...");
        assertRefused(
                "training:\n  epochs: " + "9".repeat(100_000),
                List.of(),
                "a.yaml:2: training.epochs: a whole number of 32 bits is expected, not \"" + "9".repeat(40) + "...\"");
    }
}
