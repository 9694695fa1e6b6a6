package dev.pcrl.config;

import static java.util.Objects.requireNonNull;

import dev.pcrl.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hadoop.fs.Path;

/**
 * Reads configurations: YAML that names whatever differs from the paper's or other defaults, and {@code --set}
 * overrides ({@code training.batch-size=4}; the value is YAML, a later one wins).
 *
 * <p>What cannot be used is refused with a {@link dev.pcrl.failure.UsageException} of one line: the file and line or
 * the override, the full key, and the rule or the nearest key.
 */
public final class ConfigReader {
    static final int LARGEST_FILE = 1 << 20; // bytes

    private final Store store;

    public ConfigReader(Store store) {
        this.store = requireNonNull(store, "store");
    }

    /**
     * The configuration of a file.
     *
     * @param overrides of the form {@code key=value}, in the order given
     */
    public PretrainConfig read(Path file, List<String> overrides) {
        return read(PretrainConfig.paper(), file, overrides);
    }

    /**
     * The configuration of a file.
     *
     * @param defaults what the file and the overrides leave out
     * @param overrides of the form {@code key=value}, in the order given
     */
    public <T extends Record> T read(T defaults, Path file, List<String> overrides) {
        return parse(defaults, file.toString(), text(file), overrides);
    }

    /**
     * The configuration of a text.
     *
     * @param name what messages call the text
     */
    public static PretrainConfig parse(String name, String text, List<String> overrides) {
        return parse(PretrainConfig.paper(), name, text, overrides);
    }

    /**
     * The configuration of a text.
     *
     * @param defaults what the text and the overrides leave out
     * @param name what messages call the text
     */
    @SuppressWarnings("unchecked") // a record's class is that of its type
    public static <T extends Record> T parse(T defaults, String name, String text, List<String> overrides) {
        ConfigOverlay overlay = new ConfigOverlay(defaults);
        YamlText.inFile(name, text).ifPresent(root -> overlay.addFile(name, root));
        overrides.forEach(overlay::addOverride);
        return Binding.of(overlay, (Class<T>) defaults.getClass(), name);
    }

    private String text(Path file) {
        try (InputStream in = store.open(file)) {
            byte[] bytes = in.readNBytes(LARGEST_FILE + 1);
            if (bytes.length > LARGEST_FILE) {
                throw Refusal.at(file.toString(), "larger than 1 MiB: not a configuration");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw Store.unreadable(file, e);
        }
    }
}
