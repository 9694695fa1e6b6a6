package dev.pcrl.dataset;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.hadoop.fs.Path;

/**
 * Walks the elements of an XML file in UTF-8 from the first to the last. Nothing outside of the file is ever read, and
 * a document type is refused: without one there are no entities, neither external ones nor such as grow. Faults are
 * told by line and column, never by what stands there: it may be about a patient.
 */
final class XmlCursor {
    /** Larger files are refused; the largest of LIDC-IDRI has a few MiB. */
    private static final int MOST_BYTES = 64 << 20;

    private final String file;
    private final XMLStreamReader reader;

    private XmlCursor(String file, XMLStreamReader reader) {
        this.file = file;
        this.reader = reader;
    }

    /**
     * Opens a file and stands on its root element.
     *
     * @throws BadDataException if it is no XML, too large or has a document type
     */
    static XmlCursor open(Store store, Path file) {
        Reader text = new StringReader(text(store, file));
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory(); // the JDK's own, whatever libraries bring
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("external entities are not read");
        });
        try {
            XmlCursor cursor = new XmlCursor(file.toString(), factory.createXMLStreamReader(text));
            while (cursor.next() != XMLStreamConstants.START_ELEMENT) {
                // comments and processing instructions before the root
            }
            return cursor;
        } catch (XMLStreamException e) {
            throw new BadDataException(file.toString(), "line 1", "not well-formed XML", e);
        }
    }

    /** What a file holds. The parser would tell bytes that are no text on the standard error. */
    private static String text(Store store, Path file) {
        byte[] bytes;
        try (InputStream in = store.open(file)) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        } catch (IOException e) {
            throw Store.unreadable(file, e);
        }
        if (bytes.length > MOST_BYTES) {
            throw new BadDataException(
                    file.toString(), "size", "XML of more than " + MOST_BYTES + " bytes is not read");
        }
        ByteBuffer left = ByteBuffer.wrap(bytes);
        CharBuffer text = CharBuffer.allocate(bytes.length);
        if (StandardCharsets.UTF_8.newDecoder().decode(left, text, true).isError()) {
            throw new BadDataException(file.toString(), "byte " + left.position(), "is not UTF-8");
        }
        return text.flip().toString().replaceFirst("^\ufeff", ""); // the mark that some write before UTF-8
    }

    /** The element that the cursor stands on, without its namespace. */
    String name() {
        return reader.getLocalName();
    }

    /** The line of it, from 1. */
    int line() {
        return reader.getLocation().getLineNumber();
    }

    /**
     * Goes through the children of this element to its end.
     *
     * @param take is told the name of each, on which the cursor stands; it must go to the child's end by
     *     {@link #children}, {@link #text} or {@link #skip}
     */
    void children(Consumer<String> take) {
        for (int event = next(); event != XMLStreamConstants.END_ELEMENT; event = next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                take.accept(name());
            }
        }
    }

    /** Goes to the end of this element. */
    void skip() {
        for (int depth = 1; depth > 0; ) {
            int event = next();
            depth += event == XMLStreamConstants.START_ELEMENT ? 1 : 0;
            depth -= event == XMLStreamConstants.END_ELEMENT ? 1 : 0;
        }
    }

    /** The text of this element, which has no children, without space around it; goes to the element's end. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (int event = next(); event != XMLStreamConstants.END_ELEMENT; event = next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                throw fault("text is due, not an element");
            }
            if (reader.isCharacters()) {
                text.append(reader.getText());
            }
        }
        return text.toString().strip();
    }

    /** The text of this element as a whole number of the given range. */
    int integer(int least, int most) {
        String text = text();
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, as what is out of range
        }
        throw fault("is no whole number from " + least + " to " + most);
    }

    /** A fault at the place that the cursor has come to. */
    BadDataException fault(String reason) {
        return new BadDataException(file, place(), reason);
    }

    private String place() {
        return "line " + line() + ", column " + reader.getLocation().getColumnNumber();
    }

    private int next() {
        try {
            int event = reader.next();
            if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
                throw fault("document types and their entities are not read");
            }
            return event;
        } catch (XMLStreamException e) {
            throw new BadDataException(file, place(), "not well-formed XML", e);
        }
    }
}
