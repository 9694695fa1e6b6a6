package dev.pcrl.job;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Versions that the build wrote down. */
public final class Versions {
    private Versions() {}

    /** This program's. */
    public static String pcrl() {
        return get("pcrl");
    }

    static String deeplearning4j() {
        return get("deeplearning4j");
    }

    private static String get(String key) {
        Properties versions = new Properties();
        try (InputStream in = Versions.class.getResourceAsStream("versions.properties")) {
            versions.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return versions.getProperty(key);
    }
}
