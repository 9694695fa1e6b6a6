package dev.pcrl.dicom;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Value representations: how the value of an element is written (PS3.5, section 6.2). */
enum Vr {
    AE,
    AS,
    AT,
    CS,
    DA,
    DS,
    DT,
    FD,
    FL,
    IS,
    LO,
    LT,
    OB(true),
    OD(true),
    OF(true),
    OL(true),
    OV(true),
    OW(true),
    PN,
    SH,
    SL,
    SQ(true),
    SS,
    ST,
    SV(true),
    TM,
    UC(true),
    UI,
    UL,
    UN(true),
    UR(true),
    US,
    UT(true),
    UV(true);

    private static final Map<Integer, Vr> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Vr::code, Function.identity()));

    private final boolean longLength;

    Vr() {
        this(false);
    }

    Vr(boolean longLength) {
        this.longLength = longLength;
    }

    /** Whether the length takes four bytes, after two that mean nothing, where the data set names representations. */
    boolean hasLongLength() {
        return longLength;
    }

    /** The representation with this name, of which these are the two letters' codes. */
    static Optional<Vr> of(int first, int second) {
        return Optional.ofNullable(BY_CODE.get(((first & 0xff) << 8) | (second & 0xff)));
    }

    private int code() {
        return (name().charAt(0) << 8) | name().charAt(1);
    }
}
