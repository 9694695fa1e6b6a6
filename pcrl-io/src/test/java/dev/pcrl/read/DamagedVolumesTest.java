package dev.pcrl.read;

import static dev.pcrl.read.TestFiles.assertRefused;
import static dev.pcrl.read.TestFiles.gzip;
import static dev.pcrl.read.TestFiles.join;
import static dev.pcrl.read.TestFiles.read;
import static dev.pcrl.read.TestFiles.voxels;
import static dev.pcrl.read.TestFiles.write;
import static dev.pcrl.read.TestFiles.zlib;
import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.pcrl.damage.Mutator;
import dev.pcrl.damage.Outcome;
import dev.pcrl.failure.HeapTooSmallException;
import dev.pcrl.read.NiftiBytes.Field;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** NIfTI and MetaImage files, damaged at random. The time limit is there only to end a loop that does not end. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DamagedVolumesTest {
    private static final int MUTANTS = 1000;

    /** A float for each byte that a packed byte is believed to be. */
    private static final long MOST_PER_PACKED_BYTE = 64 * 4;

    private static final byte[] VOXELS = NiftiBytes.oneToSix(LITTLE_ENDIAN);

    private static final UnaryOperator<byte[]> AS_IT_IS = UnaryOperator.identity();

    @TempDir
    Path directory;

    /** The name of a file, of the voxels beside it if they stand there, what is damaged, and how it is packed then. */
    static Stream<Arguments> files() {
        byte[] nifti = NiftiBytes.little().file();
        byte[] pair = NiftiBytes.little().magic("ni1").set(Field.VOX_OFFSET, 0).header();
        String lines = "Comment = " + NiftiBytes.PATIENT + "\nElementSpacing = 1 2 3\nOffset = 4 5 6\n";
        byte[] packedLocal = join(MetaImageReaderTest.header("CompressedData = True\n", "LOCAL"), zlib(VOXELS));
        byte[] beside = MetaImageReaderTest.header("HeaderSize = -1\n", "a.raw");
        return Stream.of(
                arguments("1.nii", "", nifti, AS_IT_IS),
                arguments("2.nii", "", new NiftiBytes(2, BIG_ENDIAN).file(), AS_IT_IS),
                arguments("damaged-outside.nii.gz", "", gzip(nifti), AS_IT_IS),
                arguments("damaged-inside.nii.gz", "", nifti, (UnaryOperator<byte[]>) TestFiles::gzip),
                arguments("a.hdr", "a.img", pair, AS_IT_IS),
                arguments("a.mha", "", join(MetaImageReaderTest.header(lines, "LOCAL"), VOXELS), AS_IT_IS),
                arguments("packed.mha", "", packedLocal, AS_IT_IS),
                arguments("a.mhd", "a.raw", beside, AS_IT_IS));
    }

    /** What a first read loads counts for no file. */
    @BeforeEach
    void warmUp() {
        read(write(directory, "sound.nii.gz", gzip(NiftiBytes.little().file())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void should_be_read_or_refused_with_place_and_reason(
            String name, String companion, byte[] sound, UnaryOperator<byte[]> packing) {
        if (!companion.isEmpty()) {
            write(directory, companion, VOXELS);
        }
        Mutator mutator = new Mutator(name.hashCode(), 400);
        assertThat(voxels(read(write(directory, name, packing.apply(sound))))).containsExactly(1, 2, 3, 4, 5, 6);
        int read = 0;
        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = packing.apply(mutator.damage(sound));
            var file = write(directory, name, mutant);

            Outcome outcome = Outcome.of(() -> read(file))
                    .assertReadOrRefused(name + " " + i, directory.toString(), MOST_PER_PACKED_BYTE * mutant.length);

            outcome.assertNames(NiftiBytes.PATIENT);
            read += outcome.thrown() == null ? 1 : 0;
        }
        assertThat(read).as("mutants that could be read").isBetween(1, MUTANTS - 1);
    }

    @Test
    void should_refuse_headers_that_promise_terabytes_before_memory_is_taken() {
        byte[] nifti = new NiftiBytes(2, LITTLE_ENDIAN)
                .set(Field.DIM, 3, 1 << 20, 1 << 20, 1 << 20)
                .file();
        byte[] most = NiftiBytes.little().set(Field.DIM, 3, 1290, 1290, 1290).file();
        byte[] meta = new String(MetaImageReaderTest.header("", "LOCAL"), ISO_8859_1)
                .replace("3 2 1", "1048576 1048576 1048576")
                .getBytes(ISO_8859_1);
        String[] names = {"a.nii", "b.nii.gz", "c.nii", "d.nii.gz", "e.mha"};
        byte[][] files = {nifti, gzip(nifti), most, gzip(most), meta};
        for (int i = 0; i < files.length; i++) {
            var file = write(directory, names[i], files[i]);

            Outcome outcome = Outcome.of(() -> read(file)).assertReadOrRefused(names[i], directory.toString(), 0);

            assertThat(outcome.thrown()).isNotNull();
        }
    }

    @Test
    void should_unpack_what_promises_much_before_memory_is_taken() {
        byte[] zeros = new byte[100_000];
        byte[] nifti = NiftiBytes.little()
                .set(Field.DATATYPE, 2)
                .set(Field.DIM, 3, 100, 100, 100)
                .file(zeros);
        byte[] meta = new String(MetaImageReaderTest.header("CompressedData = True\n", "LOCAL"), ISO_8859_1)
                .replace("3 2 1", "100 100 100")
                .replace("MET_SHORT", "MET_UCHAR")
                .getBytes(ISO_8859_1);
        var files = List.of(
                write(directory, "a.nii.gz", gzip(join(nifti, noise(2000)))),
                write(directory, "a.mha", meta, zlib(join(zeros, noise(2000)))));
        String[] ends = {"unpacked byte 102352", "unpacked byte 102000"};
        for (int i = 0; i < files.size(); i++) {
            var file = files.get(i);

            assertRefused(file, ends[i], "the file ends here and cannot hold the 1000000 bytes of voxels");
            Outcome.of(() -> read(file)).assertReadOrRefused(file.getName(), directory.toString(), 0);
        }
    }

    /** No more than 64 voxels a packed byte are promised, which is believed, but 8 GB of memory are none. */
    @Test
    void should_refuse_a_short_file_for_that_where_there_is_no_memory_for_what_it_promises() {
        byte[] nifti = NiftiBytes.little()
                .set(Field.DATATYPE, 2)
                .set(Field.DIM, 3, 1290, 1290, 1290)
                .file(noise(34 << 20));
        var file = write(directory, "short.nii.gz", gzip(nifti));

        assertRefused(file, "unpacked byte " + nifti.length, "the file ends here, ");
    }

    @Test
    void should_tell_how_much_memory_a_sound_file_needs() throws Exception {
        Path sparse = directory.resolve("large.nii");
        byte[] header = NiftiBytes.little()
                .set(Field.DATATYPE, 2)
                .set(Field.DIM, 3, 1290, 1290, 1290)
                .header();
        try (RandomAccessFile file = new RandomAccessFile(sparse.toFile(), "rw")) {
            file.write(header);
            file.setLength(352 + 1290L * 1290 * 1290);
        }

        assertThatThrownBy(() -> read(new org.apache.hadoop.fs.Path(sparse.toString())))
                .isInstanceOf(HeapTooSmallException.class)
                .hasMessageStartingWith(sparse + ": its voxels need 8586756000 bytes of the Java heap, whose limit of "
                        + Runtime.getRuntime().maxMemory() + " ");
    }

    private static byte[] noise(int count) {
        byte[] noise = new byte[count];
        new Random(0).nextBytes(noise);
        return noise;
    }

    @Test
    void should_unpack_a_gzip_bomb_without_keeping_it() {
        byte[] file = gzip(join(NiftiBytes.little().file(), new byte[64 << 20]));
        var path = write(directory, "bomb.nii.gz", file);

        Outcome outcome = Outcome.of(() -> read(path)).assertReadOrRefused("bomb", directory.toString(), file.length);

        assertThat(outcome.thrown()).isNull();
    }

    @Test
    void should_refuse_a_gzip_bomb_where_the_header_should_end() {
        byte[] header = join(MetaImageReaderTest.header("", "LOCAL"));
        byte[] file = join(Arrays.copyOf(header, 20), new byte[8 << 20]);

        assertRefused(write(directory, "bomb.mha", file), "byte " + ((1 << 20) + 1), "line 2 still goes on here");
    }

    @Test
    void should_refuse_gzip_members_without_end() {
        byte[] empty = gzip(new byte[0]);
        byte[] members = new byte[50_000 * empty.length];
        for (int at = 0; at < members.length; at += empty.length) {
            System.arraycopy(empty, 0, members, at, empty.length);
        }
        var path = write(
                directory,
                "members.nii.gz",
                join(members, gzip(NiftiBytes.little().file())));

        assertRefused(path, "unpacked byte 0", "too many empty gzip members");
    }
}
