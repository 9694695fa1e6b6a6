package dev.pcrl.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.network.NsUNetConfig;
import dev.pcrl.view.Size;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PretrainConfigTest {
    private static final PretrainConfig PAPER = PretrainConfig.paper();

    private static PretrainConfig with(String... overrides) {
        return ConfigReader.parse("--set", "", List.of(overrides));
    }

    @Test
    void should_be_read_back_from_its_text() {
        assertThat(ConfigReader.parse("text", PAPER.toYaml(), List.of())).isEqualTo(PAPER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "seed=-9223372036854775808",
                "views.intensity.ct-low=-0.1",
                "views.minimum-iou=0.1",
                "dataset={layout: folder, train: 0.5, validation: 0.25, test: 0.25, uncertain: ones}",
                "dataset.patient=(sub-[0-9]+)_",
                "views.crops=multi-crop",
                "views.local-crops=[8x8x8]",
                "augmentation.flip-axes=[]",
                "augmentation.swap-local-views=false",
                "training.learning-rate=1.2345678901234567e-300",
                "training.weight-decay=0",
                "exchange={workers: 16, gradients: fixed, threshold: 2.5e-4}",
                "network.skip-connections=true",
                "method=multi-crop",
                "method=skip-connections",
                "cluster.network=fd00::/8",
                "date=2026-11-26",
                "date=20261126",
            })
    void should_be_read_back_with_each_bit(String override) {
        PretrainConfig config = with(override);
        assertThat(config).isNotEqualTo(PAPER);
        assertThat(ConfigReader.parse("text", config.toYaml(), List.of())).isEqualTo(config);
    }

    /** Runs are named by it: if this changes without a changed meaning, runs can no longer be resumed. */
    @Test
    void should_have_a_text_that_stays() {
        assertThat(PAPER.toYaml()).isEqualTo("""
                seed: 0
                date: none
                series:
                  interpolate-missing: false
                dataset:
                  layout: luna16
                  train: 0.7
                  validation: 0.1
                  test: 0.2
                  official-split: true
                  uncertain: ignore
                  patient: "^(?i:(?:images?|imgs?|volumes?)(?:tr|ts)?/)?([^/]+)"
                views:
                  global-size: 64x64x32
                  local-size: 16x16x16
                  global-crops:
                    - 64x64x32
                    - 96x96x64
                    - 96x96x96
                    - 112x112x64
                  local-crops:
                    - 8x8x8
                    - 16x16x16
                    - 32x32x16
                    - 32x32x32
                  local-views: 6
                  minimum-iou: 0.3
                  maximum-background: 0.85
                  bundles-per-volume: 32
                  crops: sub-crop
                  intensity:
                    ct-low: -1000.0
                    ct-high: 1000.0
                    ct-background: -150.0
                    mr-low-percentile: 0.5
                    mr-high-percentile: 99.5
                    mr-background: 0.1
                shards:
                  bundles-per-shard: 64
                  maximum-bad-files: 0.05
                augmentation:
                  flip-axes:
                    - 0
                  flip-probability: 0.5
                  affine-scale: 0.1
                  affine-degrees: 10.0
                  blur-std: 2.0
                  noise-std: 0.25
                  log-gamma: 0.3
                  swap-patch: 15x15x15
                  swap-iterations: 100
                  swap-local-views: true
                network:
                  base-width: 32
                  scales: 5
                  width-cap: 512
                  channels: 1
                  skip-connections: false
                training:
                  epochs: 240
                  batch-size: 32
                  learning-rate: 0.01
                  momentum: 0.9
                  weight-decay: 1.0E-5
                  comparison-weight: 1.0
                  steps-per-round: 50
                  keep-checkpoints: 3
                  prefetch-threads: 2
                  explosion-factor: 20.0
                method: pcrlv2
                exchange:
                  workers: 1
                  gradients: dense
                  threshold: 0.001
                  straggler-ratio: 1.5
                cluster:
                  network: spark
                  stall-seconds: 600
                  executor-seconds: 60
                  grace-seconds: 25
                """);
    }

    @Test
    void should_be_the_same_run_on_another_cluster_only() {
        assertThat(with("cluster.stall-seconds=5").identity()).isEqualTo(PAPER.identity());
        assertThat(with("exchange.workers=2").identity()).isNotEqualTo(PAPER.identity());
    }

    /** The key is younger than runs that are under way. */
    @Test
    void should_be_the_run_of_before_without_skip_connections() {
        assertThat(PAPER.identity())
                .isEqualTo(PAPER.toYaml().replace("  channels: 1\n  skip-connections: false\n", "  channels: 1\n"))
                .doesNotContain("skip");
        assertThat(with("network.skip-connections=true").identity()).contains("\n  skip-connections: true\n");
    }

    @Test
    void should_have_what_its_method_settles() {
        assertThat(with("method=multi-crop").views())
                .isEqualTo(with("views.crops=multi-crop").views());
        assertThat(with("method=skip-connections").network())
                .isEqualTo(with("network.skip-connections=true").network());
        assertThat(with("method=one-scale").views()).isEqualTo(PAPER.views());
    }

    @Test
    void should_give_the_network_the_size_of_the_global_views() {
        assertThat(with("views.global-size=32x32x16").nsUNet())
                .isEqualTo(new NsUNetConfig(32, 5, 512, 1, new Size(32, 32, 16)));
    }
}
