package dev.pcrl.sample;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * A package of a public registry.
 *
 * @param registry where it is kept
 * @param name its name there
 * @param version which version; empty for the one that the machine's release has, as Debian keeps only that
 */
public record PackageReference(Registry registry, String name, String version) {
    /** The kinds of registry that there is a client for. */
    public enum Registry {
        /** Packages for Node.js, fetched with {@code npm}. */
        NPM,
        /** Packages of Debian and its descendants, fetched with {@code apt-get}. */
        DEBIAN
    }

    public PackageReference {
        requireNonNull(registry, "registry");
        requireNonNull(name, "name");
        requireNonNull(version, "version");
    }

    static PackageReference npm(String name, String version) {
        return new PackageReference(Registry.NPM, name, version);
    }

    static PackageReference debian(String name) {
        return new PackageReference(Registry.DEBIAN, name, "");
    }

    @Override
    public String toString() {
        return registry.name().toLowerCase(Locale.ROOT) + " " + name + (version.isEmpty() ? "" : "@" + version);
    }
}
