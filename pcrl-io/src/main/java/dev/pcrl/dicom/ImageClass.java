package dev.pcrl.dicom;

/** Kinds of images by how they can make a volume (PS3.4, annex B.5). */
enum ImageClass {
    /** Enhanced CT, MR and PET: many frames in a file, with functional groups. */
    ENHANCED,
    /** CR, DX, mammography: projections, which belong to no volume. */
    RADIOGRAPH,
    /** Screen shots, scanned paper, results: no image of a patient's inside that could be trusted to be one. */
    SECONDARY_CAPTURE,
    /** CT, MR and everything else; slices of a volume if they say where in the patient they are. */
    OTHER;

    private static final String STORAGE = "1.2.840.10008.5.1.4.1.1.";

    /** The kind of a SOP class. */
    static ImageClass of(String uid) {
        return switch (uid.startsWith(STORAGE) ? uid.substring(STORAGE.length()) : "") {
            case "2.1", "2.2", "4.1", "4.4", "128.1", "130" -> ENHANCED;
            case "1", "1.1", "1.1.1", "1.2", "1.2.1", "1.3", "1.3.1" -> RADIOGRAPH;
            case "7", "7.1", "7.2", "7.3", "7.4" -> SECONDARY_CAPTURE;
            default -> OTHER;
        };
    }
}
