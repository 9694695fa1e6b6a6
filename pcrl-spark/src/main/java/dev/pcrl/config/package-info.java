/**
 * The one place that knows about configuration: {@link dev.pcrl.config.ConfigReader} makes a
 * {@link dev.pcrl.config.PretrainConfig} of a YAML file and of {@code --set key=value} overrides.
 */
package dev.pcrl.config;
