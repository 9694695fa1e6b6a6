package dev.pcrl.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pcrl.dicom.DicomBytes;
import dev.pcrl.read.VolumeListing.LeftOut;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The XML files of LIDC-IDRI's readers beside series of three slices, 2.5 mm apart from z = -30 mm. */
class LidcReadingsTest {
    private static final String SERIES = "LIDC-IDRI-0001/1.2.1/1.2.2/";
    private static final String NODULE = """
            <unblindedReadNodule><noduleID>Nodule 001</noduleID>
            <characteristics><subtlety>5</subtlety><malignancy>4</malignancy><DOE_JANE>1</DOE_JANE></characteristics>
            <roi><imageZposition>-30.0</imageZposition><imageSOP_UID>%1$s.1.a0</imageSOP_UID><inclusion>TRUE</inclusion>
            <edgeMap><xCoord>1</xCoord><yCoord>0</yCoord></edgeMap><edgeMap><xCoord>3</xCoord><yCoord>1</yCoord></edgeMap></roi>
            <roi><imageZposition>-27.5</imageZposition><imageSOP_UID>%1$s.1.a1</imageSOP_UID><inclusion>TRUE</inclusion>
            <edgeMap><xCoord>2</xCoord><yCoord>1</yCoord></edgeMap><edgeMap><xCoord>2</xCoord><yCoord>0</yCoord></edgeMap></roi>
            <roi><imageZposition>-27.5</imageZposition><imageSOP_UID>%1$s.1.a1</imageSOP_UID><inclusion>FALSE</inclusion>
            <edgeMap><xCoord>0</xCoord><yCoord>0</yCoord></edgeMap></roi>
            </unblindedReadNodule>
            """.formatted(DicomBytes.UIDS);
    private static final String SMALL = """
            <unblindedReadNodule><noduleID>2</noduleID>
            <roi><imageSOP_UID>%s.1.a2</imageSOP_UID><inclusion>TRUE</inclusion>
            <edgeMap><xCoord>0</xCoord><yCoord>1</yCoord></edgeMap></roi></unblindedReadNodule>
            """.formatted(DicomBytes.UIDS);
    private static final String NON_NODULE = """
            <nonNodule><nonNoduleID>%1$s</nonNoduleID><imageZposition>-25</imageZposition>
            <imageSOP_UID>%2$s.1.a2</imageSOP_UID><locus><xCoord>3</xCoord><yCoord>0</yCoord></locus></nonNodule>
            """.formatted(DicomBytes.PATIENT, DicomBytes.UIDS);

    @TempDir
    private Path directory;

    private DatasetTree tree;

    @BeforeEach
    void writeSeries() {
        tree = new DatasetTree(directory);
        for (int slice = 0; slice < 3; slice++) {
            tree.bytes(SERIES + slice + ".dcm", DicomBytes.file("a", "a" + slice, -100, -50, -30 + 2.5 * slice));
            tree.bytes(
                    "LIDC-IDRI-0002/1/2/" + slice + ".dcm",
                    DicomBytes.file("b", "b" + slice, -100, -50, -30 + 2.5 * slice));
        }
    }

    private static String session(String... marks) {
        return "<readingSession><servicingRadiologistID>" + DicomBytes.PATIENT + "</servicingRadiologistID>\n"
                + String.join("", marks) + "</readingSession>\n";
    }

    private static String message(String... sessions) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + "<LidcReadMessage uid=\"1.3.6\" xmlns=\"http://www.nih.gov\">\n"
                + "<ResponseHeader><DateRequest>" + DicomBytes.BIRTH_DATE + "</DateRequest>\n<SeriesInstanceUid>"
                + DicomBytes.UIDS + ".3.a</SeriesInstanceUid></ResponseHeader>\n"
                + String.join("", sessions) + "</LidcReadMessage>\n";
    }

    private LeftOut onlyRefused(String text) {
        FoundCases found = tree.text(SERIES + "070.xml", text).find(LayoutName.LIDC_IDRI);
        assertThat(found.cases()).hasSize(2).allMatch(one -> one.labels().isEmpty());
        assertThat(found.refused()).hasSize(1);
        LeftOut refused = found.refused().get(0);
        assertThat(refused.name()).endsWith("/070.xml");
        assertThat(refused.toString()).doesNotContain(DicomBytes.PATIENT, DicomBytes.BIRTH_DATE, DicomBytes.UIDS);
        return refused;
    }

    @Test
    void should_give_each_readers_marks_in_the_patients_millimetres() {
        tree.text(SERIES + "070.xml", message(session(NODULE, SMALL), session(), session(NON_NODULE)));

        FoundCases found = tree.find(LayoutName.LIDC_IDRI);

        Map<String, Integer> ratings = Map.of("subtlety", 5, "malignancy", 4);
        assertThat(DatasetTree.byId(found, SERIES + "0.dcm").labels())
                .containsExactly(
                        new PointLabels(
                                "nodule",
                                List.of(
                                        // columns are 2 mm apart, rows 0.5 mm; means are column 2, row 0.5, slice 0.5
                                        new LabelledPoint(-96, -49.75, -28.75, Truth.POSITIVE, null, 1, ratings),
                                        new LabelledPoint(-94, -50, -25, Truth.NEGATIVE, null, 3, Map.of()))),
                        new PointLabels(
                                "small-nodule",
                                List.of(new LabelledPoint(-100, -49.5, -25, Truth.POSITIVE, null, 1, Map.of()))));
        assertThat(DatasetTree.byId(found, "LIDC-IDRI-0002/1/2/0.dcm").labels()).isEmpty();
        assertThat(found.lists()).containsExactly(new LabelList("LidcReadMessage *.xml", 1, 0));
        assertThat(found.filesWithoutRow()).isEqualTo(1);
        assertThat(found.refused()).isEmpty();
    }

    @Test
    void should_tell_a_series_without_marks_from_one_that_nobody_read() {
        tree.text(SERIES + "070.xml", message(session(), session()));

        assertThat(DatasetTree.byId(tree.find(LayoutName.LIDC_IDRI), SERIES + "0.dcm")
                        .labels())
                .containsExactly(new PointLabels("nodule", List.of()), new PointLabels("small-nodule", List.of()));
    }

    @Test
    void should_find_files_in_a_directory_of_their_own_and_count_copies_and_those_without_series() {
        String ofRadiograph = "<IdriReadMessage><ResponseHeader/></IdriReadMessage>";
        tree.text("tcia-lidc-xml/157/158.xml", message(session(SMALL)))
                .text(SERIES + "158.xml", message(session(SMALL)))
                .text("tcia-lidc-xml/185/1.xml", ofRadiograph)
                .text("tcia-lidc-xml/185/2.xml", message().replace(".3.a<", ".3.z<"));

        FoundCases found = tree.find(LayoutName.LIDC_IDRI);

        assertThat(DatasetTree.byId(found, SERIES + "0.dcm").labels()).hasSize(2);
        assertThat(found.lists()).containsExactly(new LabelList("LidcReadMessage *.xml", 2, 1));
        assertThat(found.otherFiles()).isEqualTo(2);
        assertThat(found.refused()).isEmpty();
    }

    @Test
    void should_miss_the_list_where_there_is_no_xml() {
        FoundCases found = tree.find(LayoutName.LIDC_IDRI);

        assertThat(found.absentLists()).containsExactly("LidcReadMessage *.xml");
        assertThat(found.filesWithoutRow()).isZero();
    }

    @Test
    void should_bring_neither_uids_nor_readers_nor_dates_into_the_manifest() throws Exception {
        tree.text(SERIES + "070.xml", message(session(NODULE, SMALL), session(NON_NODULE)));
        org.apache.hadoop.fs.Path file =
                new org.apache.hadoop.fs.Path(directory.resolve("lidc.jsonl").toString());

        Manifest manifest = tree.manifest(LayoutName.LIDC_IDRI, 0);
        ManifestLines.write(manifest, DatasetTree.STORE, file);

        assertThat(Files.readString(directory.resolve("lidc.jsonl")))
                .contains("\"reader\":1,\"ratings\":{\"subtlety\":5,\"malignancy\":4}")
                .contains("\"truth\":0,\"reader\":2}")
                .doesNotContain(DicomBytes.UIDS, DicomBytes.PATIENT, DicomBytes.BIRTH_DATE);
        assertThat(ManifestLines.read(DatasetTree.STORE, file)).isEqualTo(manifest);
    }

    @Test
    void should_refuse_marks_in_images_of_another_series() {
        LeftOut refused = onlyRefused(message(session(SMALL.replace(".1.a2", ".1.b2"))));

        assertThat(refused.place()).isEqualTo("line 6");
        assertThat(refused.reason()).isEqualTo("a mark in images that the series does not have");
    }

    @Test
    void should_refuse_a_second_file_that_marks_something_else_in_the_series() {
        tree.text(SERIES + "069.xml", message(session(SMALL))).text(SERIES + "070.xml", message(session(NODULE)));

        FoundCases found = tree.find(LayoutName.LIDC_IDRI);

        assertThat(found.refused())
                .extracting(LeftOut::place, LeftOut::reason)
                .containsExactly(Tuple.tuple(
                        "SeriesInstanceUid",
                        "other marks in the same series as file:" + directory.resolve(SERIES + "069.xml")));
        assertThat(DatasetTree.byId(found, SERIES + "0.dcm").labels()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<xCoord>3</xCoord> | <xCoord>JANE</xCoord> | 9, column | is no whole number from 0 to 65536",
                "<malignancy>4 | <malignancy>7 | 7, column | is no whole number from 0 to 6",
                "<inclusion>FALSE | <inclusion>NO | 12, column | inclusion is TRUE or FALSE",
                "<xCoord>3</xCoord> | <zCoord>3</zCoord> | 9, column | a point lacks its xCoord or yCoord",
                "TRUE | FALSE | 14, column | a nodule without an outline",
                "<subtlety>5 | <subtlety>5<b/> | 7, column | text is due, not an element",
                "SeriesInstanceUid | SeriesUid | 16, column | ends without a SeriesInstanceUid",
                "LidcReadMessage | Message | 2, column | is no LidcReadMessage",
                "</readingSession> | </session> | 15, column | not well-formed XML"
            })
    void should_name_line_column_and_reason(String text, String replacement, String place, String reason) {
        LeftOut refused = onlyRefused(message(session(NODULE)).replace(text, replacement));

        assertThat(refused.place()).startsWith("line " + place);
        assertThat(refused.reason()).isEqualTo(reason);
    }

    @Test
    void should_refuse_a_file_that_is_cut_anywhere() {
        byte[] whole = message(session(NODULE, SMALL), session(NON_NODULE)).getBytes(StandardCharsets.UTF_8);
        int end = new String(whole, StandardCharsets.UTF_8).lastIndexOf('>');
        for (int length = 0; length < end; length += 37) {
            LeftOut refused = onlyRefused(new String(whole, 0, length, StandardCharsets.UTF_8));
            assertThat(refused.reason()).as("cut at %d", length).isEqualTo("not well-formed XML");
        }
    }

    @Test
    void should_refuse_bytes_that_are_no_utf_8() {
        byte[] bytes = message(session(SMALL)).getBytes(StandardCharsets.UTF_8);
        bytes[200] = (byte) 0xff;

        FoundCases found = tree.bytes(SERIES + "070.xml", bytes).find(LayoutName.LIDC_IDRI);

        assertThat(found.refused())
                .extracting(LeftOut::place, LeftOut::reason)
                .containsExactly(Tuple.tuple("byte 200", "is not UTF-8"));
    }

    @Test
    void should_read_a_file_that_begins_with_a_byte_order_mark() {
        tree.text(SERIES + "070.xml", "\ufeff" + message(session(SMALL)));

        assertThat(tree.find(LayoutName.LIDC_IDRI).refused()).isEmpty();
    }

    @Test
    void should_read_no_external_entity_from_a_file() throws Exception {
        Path secret = Files.writeString(directory.resolve("secret.txt"), DicomBytes.UIDS + ".3.a");
        String entity =
                "<!DOCTYPE LidcReadMessage [<!ENTITY uid SYSTEM \"" + secret.toUri() + "\">]>\n<LidcReadMessage ";
        String text =
                message(session(SMALL)).replace("<LidcReadMessage ", entity).replace(DicomBytes.UIDS + ".3.a", "&uid;");

        LeftOut refused = onlyRefused(text);

        assertThat(refused.place()).startsWith("line 2, column ");
        assertThat(refused.reason()).isEqualTo("document types and their entities are not read");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<!DOCTYPE LidcReadMessage SYSTEM \"http://127.0.0.1:PORT/lidc.dtd\">",
                "<!DOCTYPE LidcReadMessage [<!ENTITY % remote SYSTEM \"http://127.0.0.1:PORT/lidc.dtd\"> %remote;]>"
            })
    void should_ask_no_server_for_a_document_type(String type) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String asked = type.replace("PORT", Integer.toString(server.getLocalPort()));
            onlyRefused(message(session(SMALL)).replace("<LidcReadMessage ", asked + "\n<LidcReadMessage "));

            server.setSoTimeout(1);
            assertThat(catchThrowable(server::accept)).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void should_refuse_entities_that_grow() {
        String bomb = "<!DOCTYPE LidcReadMessage [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;\">]>\n";
        String text = message(session(SMALL))
                .replace("<LidcReadMessage ", bomb + "<LidcReadMessage ")
                .replace("Nodule 001", "&b;");

        assertThat(onlyRefused(text).reason()).isEqualTo("document types and their entities are not read");
    }
}
