package dev.pcrl.read;

import static dev.pcrl.read.TestFiles.STORE;
import static dev.pcrl.read.TestFiles.assertRefused;
import static dev.pcrl.read.TestFiles.gzip;
import static dev.pcrl.read.TestFiles.read;
import static dev.pcrl.read.TestFiles.voxels;
import static dev.pcrl.read.TestFiles.write;
import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.dicom.DicomBytes;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.failure.UsageException;
import dev.pcrl.store.StoredFile;
import dev.pcrl.volume.Affine;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VolumeReadersTest {
    private final VolumeReaders readers = VolumeReaders.standard();

    @TempDir
    Path directory;

    @Nested
    class Listing {
        @Test
        void should_hold_volumes_and_headers_but_neither_their_voxels_nor_other_files() {
            for (String name : new String[] {
                "a.nii",
                "b.NII.GZ",
                "c.hdr",
                "c.img",
                "d.hdr.gz",
                "d.img.gz",
                "e.mha",
                "f.mhd",
                "f.raw",
                "g.mhd",
                "g.zraw",
                "notes.txt",
                "below/h.nii",
                ".hidden.nii",
                ".nii"
            }) {
                write(directory, name);
            }

            VolumeListing listing = readers.list(STORE, hadoop(directory));

            assertThat(listing.volumes())
                    .extracting(volume -> volume.files().get(0).getName())
                    .containsExactly("a.nii", "b.NII.GZ", "h.nii", "c.hdr", "d.hdr.gz", "e.mha", "f.mhd", "g.mhd");
            assertThat(listing.skipped())
                    .singleElement()
                    .satisfies(skipped -> assertThat(skipped.name()).endsWith("notes.txt"))
                    .satisfies(skipped -> assertThat(skipped.reason()).isEqualTo("not DICOM"));
            assertThat(listing.refused()).isEmpty();
        }

        @Test
        void should_hold_the_file_itself() {
            var named = write(directory, "a.nii");
            var unnamed = write(directory, "b", NiftiBytes.little().file());

            assertThat(readers.list(STORE, named).volumes()).containsExactly(VolumeInput.of(new StoredFile(named, 0)));
            assertThat(readers.list(STORE, unnamed).volumes())
                    .containsExactly(VolumeInput.of(new StoredFile(unnamed, 364)));
        }

        @Test
        void should_hold_each_dicom_series_wherever_its_files_lie() {
            for (int z = 0; z < 3; z++) {
                write(directory, "patient/a/" + z + ".dcm", dicom("1", z));
                write(directory, "patient/b" + z + "/IMAGE", dicom("2", 2 * z));
            }
            write(directory, "c.nii");

            VolumeListing listing = readers.list(STORE, hadoop(directory));

            assertThat(listing.volumes())
                    .extracting(volume -> volume.name().replaceFirst("^file:" + directory, ""))
                    .containsExactly("/c.nii", "/patient/a/0.dcm and 2 more", "/patient/b0/IMAGE and 2 more");
            assertThat(listing.volumes().get(1).files())
                    .extracting(org.apache.hadoop.fs.Path::getName)
                    .containsExactly("0.dcm", "1.dcm", "2.dcm");
            assertThat(readers.read(STORE, listing.volumes().get(2)).geometry().affine())
                    .isEqualTo(Affine.axial(1, 1, 2));
        }

        @Test
        void should_look_into_files_named_as_voxels_where_no_header_lies_beside_them() {
            for (int z = 0; z < 3; z++) {
                write(directory, "dicom/" + z + ".img", dicom("1", z));
            }
            write(directory, "lost/a.raw");
            write(directory, "pair/a.hdr");
            write(directory, "pair/a.img");

            VolumeListing listing = readers.list(STORE, hadoop(directory));

            assertThat(listing.volumes())
                    .extracting(volume -> volume.name().replaceFirst("^file:" + directory, ""))
                    .containsExactly("/dicom/0.img and 2 more", "/pair/a.hdr");
            assertThat(listing.skipped())
                    .singleElement()
                    .satisfies(skipped -> assertThat(skipped.name()).endsWith("lost/a.raw"));
        }

        @Test
        void should_hold_pictures_and_radiographs_apart_from_volumes() {
            write(directory, "a.PNG", new byte[5]);
            write(directory, "b.jpeg");
            write(directory, "c.nii");
            write(directory, "d", DicomBytes.radiographFile(1, 2));

            VolumeListing listing = readers.list(STORE, hadoop(directory));

            assertThat(listing.images())
                    .extracting(image -> image.files().get(0).getName())
                    .containsExactly("a.PNG", "b.jpeg", "d");
            assertThat(listing.images().get(0).bytes()).isEqualTo(5);
            assertThat(listing.volumes()).hasSize(1);
            assertThat(listing.skipped()).isEmpty();
            assertThat(listing.refused()).isEmpty();
        }

        @Test
        void should_hold_the_image_itself() {
            var picture = write(directory, "a.jpg");
            var radiograph = write(directory, "b.dcm", DicomBytes.radiographFile(1, 2));
            var slice = write(directory, "c.dcm", dicom("1", 0));

            assertThat(readers.list(STORE, picture).images()).hasSize(1);
            assertThat(readers.list(STORE, radiograph).images()).hasSize(1);
            assertThat(readers.list(STORE, slice).volumes()).hasSize(1);
            for (var image : List.of(picture, radiograph)) {
                assertThatThrownBy(() -> readers.list(STORE, image).oneVolume(image))
                        .isInstanceOf(UsageException.class)
                        .hasMessage(image + " is a 2D image, where a 3D volume is needed");
            }
            assertThat(readers.list(STORE, slice).oneVolume(slice).files()).containsExactly(slice);
            assertThatThrownBy(() -> readers.list(STORE, picture).orRefuse("a.jpg"))
                    .isInstanceOf(UsageException.class)
                    .hasMessage(
                            "a.jpg holds no volume that can be read, but 2D images, of which no 3D views can be made");
        }

        @Test
        void should_come_with_the_sizes_of_the_listing() {
            write(directory, "a.nii", new byte[7]);
            write(directory, "b.nii", new byte[11]);

            assertThat(readers.list(STORE, hadoop(directory)).volumes())
                    .extracting(VolumeInput::bytes)
                    .containsExactly(7L, 11L);
        }

        @Test
        void should_tell_what_should_have_been_a_volume() {
            write(directory, "a.dcm", Arrays.copyOf(dicom("1", 0), 200));
            for (int z : new int[] {0, 1, 2, 4}) {
                write(directory, "b" + z + ".dcm", dicom("2", z));
            }

            VolumeListing listing = readers.list(STORE, hadoop(directory));

            assertThat(listing.volumes()).isEmpty();
            assertThat(listing.refused())
                    .extracting(VolumeListing.LeftOut::reason)
                    .satisfiesExactly(
                            reason -> assertThat(reason).isEqualTo("1 slice is missing at 3 mm"),
                            reason -> assertThat(reason).endsWith("bytes, where the file has at most 6"));
            assertThatThrownBy(() -> readers.read(STORE, hadoop(directory)))
                    .isInstanceOf(BadDataException.class)
                    .hasMessageContaining("directory: holds 0 volumes, where one is to be read; ")
                    .hasMessageContaining("1 slice is missing at 3 mm");
        }

        private static byte[] dicom(String series, double height) {
            return DicomBytes.file(2, 1, series, height, 1, 2);
        }

        @Test
        void should_refuse_what_was_named_and_cannot_be_read() {
            var text = write(directory, "notes.txt", "text".getBytes(UTF_8));

            assertThatThrownBy(() -> readers.list(STORE, text))
                    .isInstanceOf(BadDataException.class)
                    .hasMessageContaining(
                            "not a format that can be read: NIfTI-1 and -2 (.nii, .nii.gz, .hdr with .img),"
                                    + " MetaImage (.mha, .mhd with .raw or .zraw), DICOM (a directory of slices, or one file),"
                                    + " PNG and JPEG (.png, .jpg, .jpeg)");
            assertThatThrownBy(() -> readers.list(STORE, hadoop(directory.resolve("none"))))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("no such file or directory");
        }
    }

    @Nested
    class OneDirectory {
        @Test
        void should_be_read_as_its_only_image() {
            write(directory, "a", DicomBytes.radiographFile(100, 300));

            assertThat(voxels(read(hadoop(directory)))).containsExactly(0, 1);
        }

        @Test
        void should_be_read_as_its_only_volume_whatever_pictures_are_beside() {
            write(directory, "a.nii", NiftiBytes.little().file());
            write(directory, "preview.png");

            assertThat(voxels(read(hadoop(directory)))).containsExactly(1, 2, 3, 4, 5, 6);
        }

        @Test
        void should_not_be_read_as_its_only_volume_without_a_slice_that_is_damaged() {
            for (int i = 0; i < 3; i++) {
                write(directory, i + ".dcm", DicomBytes.file(1, 2, "1", i, 10, 20));
            }
            byte[] last = DicomBytes.file(1, 2, "1", 3, 10, 20);
            write(directory, "3.dcm", Arrays.copyOf(last, last.length - 1));

            assertThatThrownBy(() -> read(hadoop(directory)))
                    .isInstanceOf(BadDataException.class)
                    .hasMessageContaining("/3.dcm: (7FE0,0010)");
        }

        @Test
        void should_be_read_as_its_only_volume_beside_a_series_that_makes_none() {
            for (int i = 0; i < 3; i++) {
                write(directory, i + ".dcm", DicomBytes.file(1, 2, "1", i, 10, 20));
                write(directory, "uneven" + i, DicomBytes.file(1, 2, "2", 100 + i * i * i, 10, 20));
            }

            assertThat(voxels(read(hadoop(directory)))).containsExactly(10, 20, 10, 20, 10, 20);
        }

        @Test
        void should_not_be_read_as_an_image_where_there_should_be_a_volume() {
            write(directory, "a.dcm", Arrays.copyOf(DicomBytes.radiographFile(1), 200));
            write(directory, "preview.png");

            assertThatThrownBy(() -> read(hadoop(directory)))
                    .isInstanceOf(BadDataException.class)
                    .hasMessageContaining("holds 0 volumes and 1 2D images, where one is to be read; ");
        }
    }

    @Nested
    class Choice {
        @Test
        void should_fall_back_on_how_a_file_starts() {
            byte[][] files = {
                new NiftiBytes(1, BIG_ENDIAN).file(),
                gzip(new NiftiBytes(2, LITTLE_ENDIAN).file()),
                TestFiles.join(MetaImageReaderTest.header("", "LOCAL"), NiftiBytes.oneToSix(LITTLE_ENDIAN))
            };

            for (byte[] file : files) {
                assertThat(voxels(read(write(directory, "volume", file)))).containsExactly(1, 2, 3, 4, 5, 6);
            }
        }

        @Test
        void should_point_from_voxels_to_their_header() {
            assertRefused(write(directory, "a.img.gz"), "file name", "name the .hdr or .mhd file");
            assertRefused(write(directory, "a.raw", new byte[100]), "file name", "name the .hdr or .mhd file");
        }

        @Test
        void should_refuse_the_unknown_with_a_list_of_what_can_be_read() {
            assertRefused(write(directory, "a.gif", new byte[1000]), "file name", "NIfTI-1 and -2 (.nii");
            assertRefused(write(directory, "empty"), "file name", "MetaImage (.mha");
            assertRefused(write(directory, "torn.gz", new byte[] {0x1f, (byte) 0x8b, 8}), "byte 0", "damaged gzip");
        }
    }

    private static org.apache.hadoop.fs.Path hadoop(Path path) {
        return new org.apache.hadoop.fs.Path(path.toString());
    }
}
