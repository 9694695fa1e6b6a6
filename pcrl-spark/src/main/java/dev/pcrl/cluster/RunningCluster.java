package dev.pcrl.cluster;

import java.nio.file.Path;

/**
 * A cluster that waits for jobs.
 *
 * @param master URL of its Master, for {@code --master}
 * @param webUi address of the Master's page
 * @param sparkSubmit the script that submits to it
 */
public record RunningCluster(String master, String webUi, Path sparkSubmit) {}
