package dev.pcrl.phantom;

import dev.pcrl.volume.Geometry;

/** What taking the image adds to the patient. */
interface Artefact {
    /** Changes the Hounsfield units of a whole image, stored x fastest. */
    void addTo(float[] values, Geometry geometry);
}
