package dev.pcrl.dicom;

/** Slices make no volume; the message says why, with positions in millimetres along their normal. */
final class IrregularStackException extends RuntimeException {
    IrregularStackException(String reason) {
        super(reason);
    }
}
