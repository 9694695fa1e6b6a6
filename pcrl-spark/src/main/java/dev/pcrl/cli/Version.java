package dev.pcrl.cli;

import dev.pcrl.job.Versions;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"pcrl " + Versions.pcrl()};
    }
}
