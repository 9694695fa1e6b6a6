package dev.pcrl.phantom;

/**
 * What a sort of lesion looks like.
 *
 * @param site the structure that it grows in
 * @param smallest least radius in millimetres
 * @param largest greatest radius in millimetres
 * @param value its Hounsfield units
 * @param halo thickness in millimetres of the altered tissue around it, such as the oedema around blood
 * @param haloValue Hounsfield units of that tissue
 */
record LesionKind(Structure site, double smallest, double largest, double value, double halo, double haloValue) {
    static final LesionKind LUNG_NODULE = new LesionKind(Structure.LUNG, 2.5, 17, 32, 0, 0);
    static final LesionKind LIVER_LESION = new LesionKind(Structure.LIVER, 4, 18, 18, 0, 0);
    static final LesionKind HAEMATOMA = new LesionKind(Structure.WHITE_MATTER, 4, 19, 68, 5, 20);
}
