package dev.pcrl.dicom;

/**
 * What stands before a value: an element's tag, representation and length; or an item of a sequence, or a delimiter.
 *
 * @param tag group and element number
 * @param vr UN where the data set does not tell and the attribute is none that is read
 * @param length of the value in bytes, or {@link #UNDEFINED} if a delimiter ends it
 * @param position where the element starts
 */
record Element(int tag, Vr vr, long length, long position) {
    static final long UNDEFINED = 0xffff_ffffL;

    boolean isUndefined() {
        return length == UNDEFINED;
    }
}
