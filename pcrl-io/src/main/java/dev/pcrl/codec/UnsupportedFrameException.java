package dev.pcrl.codec;

import static java.util.Objects.requireNonNull;

/** A frame that may well be sound but uses a feature of its standard that is not decoded here. */
public final class UnsupportedFrameException extends RuntimeException {
    /** @param feature such as {@code progressive JPEG} */
    public UnsupportedFrameException(String feature) {
        super(requireNonNull(feature, "feature") + " is not supported");
    }
}
