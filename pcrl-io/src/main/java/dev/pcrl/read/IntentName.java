package dev.pcrl.read;

import dev.pcrl.volume.Modality;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The modality in a NIfTI header, which has no field for it: the word CT or MR alone in intent_name, a free text of 16
 * bytes that names the data. Whatever else stands there, it may be a patient's name, is not kept.
 */
final class IntentName {
    static final int BYTES = 16;

    private static final List<Modality> WORDS = List.of(Modality.CT, Modality.MR);

    private IntentName() {}

    /** The field of a volume; empty for an unknown modality. */
    static byte[] of(Modality modality) {
        String word = WORDS.contains(modality) ? modality.name() : "";
        return Arrays.copyOf(word.getBytes(StandardCharsets.US_ASCII), BYTES);
    }

    /** What a field says. */
    static Modality modality(byte[] field) {
        return WORDS.stream()
                .filter(known -> Arrays.equals(field, of(known)))
                .findFirst()
                .orElse(Modality.UNKNOWN);
    }
}
