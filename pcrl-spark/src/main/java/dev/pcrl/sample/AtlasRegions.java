package dev.pcrl.sample;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.volume.Volume;

/**
 * Regions that a network can tell by what it sees in a window, made of those of the atlas AAL (Tzourio-Mazoyer et al.,
 * "Automated Anatomical Labeling", NeuroImage 2002), whose 116 tell left from right and one gyrus from the next.
 *
 * <table>
 * <caption>What each label is</caption>
 * <tr><td>0</td><td>all else: white matter far from the cortex, brainstem, ventricles, skull, air</td></tr>
 * <tr><td>1</td><td>cerebral cortex and the white matter right below it, hippocampus: AAL's 1-40, 43-70, 79-90</td></tr>
 * <tr><td>2</td><td>deep nuclei (amygdala, caudate, putamen, pallidum, thalamus): 41, 42, 71-78</td></tr>
 * <tr><td>3</td><td>cerebellum: 91-116</td></tr>
 * </table>
 */
final class AtlasRegions {
    static final int CORTEX = 1;
    static final int DEEP_NUCLEI = 2;
    static final int CEREBELLUM = 3;

    private AtlasRegions() {}

    /**
     * The regions on the atlas's grid.
     *
     * @param atlas labels of AAL, 0 where there is none
     * @param file names the atlas in messages
     * @throws BadDataException if a voxel is no label of AAL
     */
    static Volume of(Volume atlas, String file) {
        float[] regions = new float[Math.toIntExact(atlas.geometry().voxels())];
        for (int i = 0; i < regions.length; i++) {
            float label = atlas.at(i);
            if (label != (int) label || label < 0 || label > 116) {
                throw new BadDataException(file, "voxel " + i, label + " is no label of the atlas AAL");
            }
            regions[i] = region((int) label);
        }
        return new Volume(atlas.geometry(), 1, atlas.modality(), regions);
    }

    private static int region(int label) {
        if (label == 0) {
            return 0;
        }
        if (label > 90) {
            return CEREBELLUM;
        }
        boolean isAmygdala = label == 41 || label == 42;
        boolean isCentral = label >= 71 && label <= 78;
        return isAmygdala || isCentral ? DEEP_NUCLEI : CORTEX;
    }
}
