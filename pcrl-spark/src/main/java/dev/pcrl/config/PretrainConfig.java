package dev.pcrl.config;

import static java.util.Objects.requireNonNull;

import dev.pcrl.dataset.DatasetSettings;
import dev.pcrl.dicom.SeriesSettings;
import dev.pcrl.method.Objective;
import dev.pcrl.network.NsUNetConfig;
import dev.pcrl.view.AugmentationSettings;
import dev.pcrl.view.Augmenter;
import dev.pcrl.view.Rule;
import dev.pcrl.view.ViewSettings;

/**
 * The configuration of {@code bin/pcrl manifest}, {@code bin/pcrl views} and {@code bin/pcrl pretrain}: all that
 * decides what they compute, and nothing of where the files are. In YAML each component is a key in kebab case, each
 * record a section.
 *
 * <p>A record that exists is valid: constructors refuse impossible values with an {@link IllegalArgumentException}
 * whose message names the key and the rule.
 *
 * @param seed what all random numbers are derived from; {@code seed}, 0 by default
 * @param date tells runs of a schedule apart, such as Airflow's {@code {{ ds }}}: the same goes on with a run or finds
 *     it finished, another one is another run, which needs another output; {@code date}, {@code none} by default
 * @param series what a DICOM series may lack; {@code series}, nothing by default
 * @param dataset how a data set is read and split; {@code dataset}
 * @param views how views are cut from volumes; {@code views}
 * @param shards how view bundles are stored; {@code shards}
 * @param augmentation how views are augmented in training; {@code augmentation}
 * @param network shape of the network, and whether its decoder has skip connections; {@code network}
 * @param training optimisation, checkpoints and input; {@code training}
 * @param method what the network learns from, which may settle {@code views.crops} or {@code network.skip-connections};
 *     {@code method}, {@code pcrlv2} by default
 * @param exchange how many workers train together and how they share gradients; {@code exchange}, one worker by default
 * @param cluster how a run copes with its cluster; {@code cluster}
 */
public record PretrainConfig(
        long seed,
        String date,
        SeriesSettings series,
        DatasetSettings dataset,
        ViewSettings views,
        ShardSettings shards,
        AugmentationSettings augmentation,
        PretrainNetworkSettings network,
        TrainingSettings training,
        MethodName method,
        ExchangeSettings exchange,
        ClusterSettings cluster) {
    public PretrainConfig {
        requireNonNull(date, "date");
        requireNonNull(series, "series");
        requireNonNull(dataset, "dataset");
        requireNonNull(views, "views");
        requireNonNull(shards, "shards");
        requireNonNull(augmentation, "augmentation");
        requireNonNull(network, "network");
        requireNonNull(training, "training");
        requireNonNull(method, "method");
        requireNonNull(exchange, "exchange");
        requireNonNull(cluster, "cluster");
        views = method.views(views);
        network = method.network(network);
        Rule.check(
                training.batchSize() >= 2 * exchange.workers(),
                "exchange.workers",
                "be at most half of training.batch-size, " + training.batchSize()
                        + " (batch norm needs two bundles a worker)",
                exchange.workers());
        Rule.check(
                views.localViews() >= 1 || !method.objective(network.scales()).comparesLocals(),
                "views.local-views",
                "be at least 1 for " + method,
                views.localViews());
    }

    /** The paper's pre-training on LUNA (section 4.3). */
    public static PretrainConfig paper() {
        return new PretrainConfig(
                0,
                "none",
                SeriesSettings.STRICT,
                DatasetSettings.paper(),
                ViewSettings.paper(),
                ShardSettings.standard(),
                AugmentationSettings.paper(),
                PretrainNetworkSettings.paper(),
                TrainingSettings.paper(),
                MethodName.PCRLV2,
                ExchangeSettings.standard(),
                ClusterSettings.standard());
    }

    /** What a step restores and compares. */
    public Objective objective() {
        return method.objective(network.scales());
    }

    /** How a step's views are made of stored ones. */
    public Augmenter augmenter() {
        return new Augmenter(augmentation, method.corruption(), objective().comparesLocals());
    }

    /** The network's shape with the size of the views that it is to restore. */
    public NsUNetConfig nsUNet() {
        return network.nsUNet(views.globalSize());
    }

    /**
     * The canonical text: YAML with all keys, also those left at their defaults, in a fixed order. Equal configurations
     * have equal texts, and {@link ConfigReader} reads the same configuration back.
     */
    public String toYaml() {
        return ConfigTree.text(this);
    }

    /**
     * The canonical text of all that decides what is computed: {@code cluster} has its defaults. A key that came later
     * is left out at its default, so that runs of before go on.
     */
    public String identity() {
        String text = new PretrainConfig(
                        seed,
                        date,
                        series,
                        dataset,
                        views,
                        shards,
                        augmentation,
                        network,
                        training,
                        method,
                        exchange,
                        ClusterSettings.standard())
                .toYaml();
        return text.replace("\n  skip-connections: false", "");
    }
}
