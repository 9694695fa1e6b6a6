package dev.pcrl.codec;

/** What the marker segments of the main header, or of a tile's first header, say of coding (T.800, A.6). */
final class J2kParameters {
    private static final int CAP = 0xFF50;
    private static final int COD = 0xFF52;
    private static final int COC = 0xFF53;
    private static final int QCD = 0xFF5C;
    private static final int QCC = 0xFF5D;
    private static final int RGN = 0xFF5E;
    private static final int POC = 0xFF5F;
    private static final int PPM = 0xFF60;
    private static final int PPT = 0xFF61;

    /** What a tile has from the main header; null for that itself. */
    private final J2kParameters main;

    private J2kTileStyle tileStyle;
    private J2kStyle style;
    private J2kQuantisation quantisation;
    private final J2kStyle[] styles;
    private final J2kQuantisation[] quantisations;

    /** An empty main header. */
    J2kParameters(int components) {
        this(null, components);
    }

    private J2kParameters(J2kParameters main, int components) {
        this.main = main;
        this.styles = new J2kStyle[components];
        this.quantisations = new J2kQuantisation[components];
    }

    /** An empty tile header, for which these parameters hold until it says otherwise. */
    J2kParameters forTile() {
        return new J2kParameters(this, styles.length);
    }

    /** Takes in a segment; those that do not change how samples are decoded are left out. */
    void takeIn(int marker, FrameBytes segment) {
        switch (marker) {
            case COD -> {
                int flags = segment.u8();
                tileStyle = J2kTileStyle.read(segment, flags);
                style = J2kStyle.read(segment, (flags & 1) != 0);
            }
            case COC -> styles[component(segment)] = J2kStyle.read(segment, (segment.u8() & 1) != 0);
            case QCD -> quantisation = J2kQuantisation.read(segment);
            case QCC -> quantisations[component(segment)] = J2kQuantisation.read(segment);
            case CAP -> throw new UnsupportedFrameException("high-throughput JPEG 2000");
            case RGN -> throw new UnsupportedFrameException("JPEG 2000 with a region of interest");
            case POC -> throw new UnsupportedFrameException("JPEG 2000 with a change of progression order");
            case PPM, PPT -> throw new UnsupportedFrameException("JPEG 2000 with packed packet headers");
            default -> {} // lengths, comments and the like
        }
    }

    private int component(FrameBytes segment) {
        int component = segment.u8();
        if (component >= styles.length) {
            throw segment.damaged("parameters of component " + component + ", which there is not");
        }
        return component;
    }

    /** Null if there is none. */
    J2kTileStyle tileStyle() {
        return tileStyle != null || main == null ? tileStyle : main.tileStyle();
    }

    /** Null if there is none. A tile's segments come before the main header's, one component's before those of all. */
    J2kStyle style(int component) {
        J2kStyle own = styles[component] != null ? styles[component] : style;
        return own != null || main == null ? own : main.style(component);
    }

    /** Null if there is none. */
    J2kQuantisation quantisation(int component) {
        J2kQuantisation own = quantisations[component] != null ? quantisations[component] : quantisation;
        return own != null || main == null ? own : main.quantisation(component);
    }
}
