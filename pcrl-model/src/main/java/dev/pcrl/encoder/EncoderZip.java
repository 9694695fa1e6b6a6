package dev.pcrl.encoder;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.network.NsUNet;
import dev.pcrl.store.Store;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UTFDataFormatException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.fs.Path;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Encoders as Deeplearning4j's zip: the entries that {@link ModelSerializer} writes of {@link Encoder#graph}, so that
 * {@code ModelSerializer.restoreComputationGraph} reads them wherever this module is on the class path, and an entry
 * {@code pcrl.json} with the strings that stand in {@code __metadata__} of our safetensors.
 *
 * <p>Writing does not go through ModelSerializer, which cannot put an entry before its own. Reading does not either: it
 * makes objects of whatever classes the file names and holds what it unpacks without a limit. The description and the
 * parameters say all there is.
 */
public final class EncoderZip {
    static final String DESCRIPTION = "pcrl.json";
    private static final String PARAMETERS = ModelSerializer.COEFFICIENTS_BIN;

    private static final int LONGEST_DESCRIPTION = 1 << 20;

    /** One bit of deflate stands for at most 258 bytes with two bits a repeat: 8 * 258 / 2 bytes for each byte. */
    private static final long MOST_EXPANSION = 1032;

    /** The same encoder gives the same bytes, so no entry has the time of writing. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private EncoderZip() {}

    /** Writes an encoder, the whole file or none. */
    public static void write(Encoder encoder, Store store, Path file) {
        ObjectNode description = StrictJson.object();
        EncoderDescription.of(encoder).toMetadata().forEach(description::put);
        ComputationGraph graph = encoder.graph();
        graph.getConfiguration().getDefaultConfiguration().setSeed(0); // else it is the time; nothing here is random
        for (Layer layer : graph.getLayers()) {
            layer.conf().setSeed(0);
        }
        store.write(file, out -> {
            ZipOutputStream zip = new ZipOutputStream(out);
            putNext(zip, DESCRIPTION);
            zip.write(StrictJson.bytes(description));
            putNext(zip, ModelSerializer.CONFIGURATION_JSON);
            zip.write(graph.getConfiguration().toJson().getBytes(StandardCharsets.UTF_8));
            putNext(zip, PARAMETERS);
            DataOutputStream parameters = new DataOutputStream(new BufferedOutputStream(zip));
            Nd4j.write(graph.params(), parameters);
            parameters.flush();
            zip.finish();
        });
    }

    private static void putNext(ZipOutputStream zip, String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
    }

    /**
     * Reads an encoder.
     *
     * @throws BadDataException if it is not a zip that {@link #write} has written, or is damaged
     * @throws dev.pcrl.failure.UnavailableException if the store fails on the way
     */
    public static Encoder read(Store store, Path file) {
        EncoderDescription description =
                EncoderDescription.parse(file, StrictJson.strings(file, describe(store, file)));
        long length = NsUNet.encoderLayout(description.config()).length();
        if (length > MOST_EXPANSION * store.length(file) / Float.BYTES) {
            throw bad(file, PARAMETERS, "the file is too small for the " + length + " parameters it claims", null);
        }
        INDArray parameters = entry(store, file, PARAMETERS, in -> StoredVector.read(in, length));
        return description.with(parameters);
    }

    /** The description as JSON, checked for nothing but being JSON. */
    static ObjectNode describe(Store store, Path file) {
        byte[] json = entry(store, file, DESCRIPTION, in -> {
            byte[] bytes = in.readNBytes(LONGEST_DESCRIPTION + 1);
            if (bytes.length > LONGEST_DESCRIPTION) {
                throw new ZipException("longer than " + LONGEST_DESCRIPTION + " bytes");
            }
            return bytes;
        });
        return StrictJson.parse(file, "entry " + DESCRIPTION, json);
    }

    /** What to do with an entry; {@link ZipException} says that its bytes are at fault. */
    @FunctionalInterface
    interface EntryReader<T> {
        T read(InputStream in) throws IOException;
    }

    /** Reads one entry to its end, where its checksum is verified. */
    private static <T> T entry(Store store, Path file, String name, EntryReader<T> reader) {
        try (ZipInputStream zip = new ZipInputStream(store.open(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(name)) {
                    T value = reader.read(zip);
                    if (zip.read() != -1) {
                        throw bad(file, name, "longer than it says", null);
                    }
                    return value;
                }
            }
        } catch (EOFException e) {
            throw bad(file, name, "the file or the entry ends too early", e);
        } catch (ZipException
                | UTFDataFormatException
                | IllegalArgumentException e) { // the last for names that are no UTF-8
            throw bad(file, name, "damaged: " + e.getMessage(), e);
        } catch (IOException e) {
            throw Store.unreadable(file, e);
        }
        throw bad(file, name, "missing; is this an encoder written by PCRL?", null);
    }

    private static BadDataException bad(Path file, String entry, String reason, Throwable cause) {
        return new BadDataException(file.toString(), "entry " + entry, reason, cause);
    }
}
