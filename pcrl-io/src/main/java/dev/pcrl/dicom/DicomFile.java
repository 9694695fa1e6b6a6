package dev.pcrl.dicom;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.store.ByteSource;
import dev.pcrl.store.Store;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * An open file: its header, then its frames, in one pass. Either with a preamble and file meta information (PS3.10,
 * section 7.1) or a bare data set.
 */
final class DicomFile implements AutoCloseable {
    /** The group of file meta information. */
    private static final int META_GROUP = 0x0002;

    private final DicomInput input;
    private final DicomHeader header;

    private DicomFile(DicomInput input, DicomHeader header) {
        this.input = input;
        this.header = header;
    }

    /**
     * Opens a file and reads its header.
     *
     * @throws BadDataException if it is not DICOM, or damaged before the pixels
     */
    static DicomFile open(Store store, Path file) {
        return openIfDicom(store, file).orElseThrow(() -> new BadDataException(file.toString(), "byte 0", "not DICOM"));
    }

    /**
     * Opens a file if it starts as DICOM does, and reads its header.
     *
     * @throws BadDataException if it is damaged before the pixels
     */
    static Optional<DicomFile> openIfDicom(Store store, Path file) {
        ByteSource source = ByteSource.open(store, file, 0, ByteSource.Packing.NONE);
        DicomInput input = new DicomInput(source, file.toString());
        try {
            byte[] start = source.readUpTo(DicomStart.BYTES);
            if (!DicomStart.startsLikeDicom(start)) {
                input.close();
                return Optional.empty();
            }
            if (!DicomStart.hasPrefix(start)) {
                input.close();
                input = new DicomInput(ByteSource.open(store, file, 0, ByteSource.Packing.NONE), file.toString());
            }
            Optional<TransferSyntax> named = readMeta(input);
            if (named.isPresent() && named.get().isDeflated()) {
                long dataSet = input.position();
                input.close();
                source = ByteSource.open(store, file, dataSet, ByteSource.Packing.DEFLATE);
                input = new DicomInput(source, file.toString());
            }
            return Optional.of(withHeader(input, named));
        } catch (RuntimeException e) {
            input.close();
            throw e;
        }
    }

    /** Reads file meta information if there is any, and the transfer syntax if it names one. */
    private static Optional<TransferSyntax> readMeta(DicomInput input) {
        Optional<TransferSyntax> syntax = Optional.empty();
        while (groupOf(input.peek()) == META_GROUP) {
            Element element =
                    input.next(Encoding.EXPLICIT_LITTLE, input.bound()).orElseThrow();
            if (element.tag() == Tag.TRANSFER_SYNTAX_UID.code()) {
                syntax = Optional.of(syntax(input, element));
            } else {
                input.skip(element);
            }
        }
        return syntax;
    }

    private static TransferSyntax syntax(DicomInput input, Element element) {
        if (element.length() > 64) { // no UID is longer
            throw input.origin().fault(element.tag(), element.position(), "no UID");
        }
        String uid = new String(input.value(element), StandardCharsets.US_ASCII)
                .replace('\0', ' ')
                .strip();
        return TransferSyntax.of(uid)
                .orElseThrow(() -> input.origin()
                        .fault(element.tag(), element.position(), "a transfer syntax that the standard does not know"));
    }

    private static int groupOf(byte[] element) {
        return element.length == 0
                ? -1
                : ByteBuffer.wrap(element).order(ByteOrder.LITTLE_ENDIAN).getShort(0);
    }

    private static DicomFile withHeader(DicomInput input, Optional<TransferSyntax> named) {
        TransferSyntax syntax = named.or(
                        () -> DicomStart.encodingOf(input.peek()).map(TransferSyntax::of))
                .orElseThrow(() -> input.origin().missing(Tag.TRANSFER_SYNTAX_UID));
        DataSetParser.Parsed parsed = DataSetParser.parse(input, syntax.encoding());
        return new DicomFile(input, new DicomHeader(syntax, parsed.attributes(), parsed.pixels()));
    }

    DicomHeader header() {
        return header;
    }

    /** The frames, which can be read once. */
    FrameReader frames() {
        return FrameReader.of(input, header);
    }

    @Override
    public void close() {
        input.close();
    }
}
