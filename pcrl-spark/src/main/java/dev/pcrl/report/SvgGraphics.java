package dev.pcrl.report;

import java.awt.Color;
import java.awt.Paint;
import java.awt.Shape;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.DefaultExtensionHandler;
import org.apache.batik.svggen.DefaultStyleHandler;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGeneratorContext.GraphicContextDefaults;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGPaintDescriptor;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.ls.DOMImplementationLS;
import org.w3c.dom.ls.LSSerializer;

/**
 * Batik's converter of drawings to SVG, for charts on a page: colours are named ({@link Ink}), so that a light and a
 * dark page can give them different shades, and nothing has an id, which would have to be unique on the page. Charts
 * hold shapes only (their text too, as outlines of glyphs).
 */
final class SvgGraphics extends SVGGraphics2D {
    private static final int DECIMALS = 2; // a hundredth of a pixel is enough

    SvgGraphics() {
        super(context(), false);
    }

    /** Does nothing: XChart clips points to the plot, where all lie anyway, and SVG would need an id for it. */
    @Override
    public void setClip(Shape clip) {}

    /** All that was drawn, as an SVG element that scales to the width it is given. */
    String toSvg(int width, int height, String label) {
        Element drawing = getTopLevelGroup();
        getDOMTreeManager().applyDefaultRenderingStyle(drawing);
        DOMImplementationLS xml = (DOMImplementationLS) getDOMFactory().getImplementation();
        LSSerializer serializer = xml.createLSSerializer();
        serializer.getDomConfig().setParameter("xml-declaration", false);
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="%s">
                %s
                </svg>""".formatted(width, height, Html.escape(label), serializer.writeToString(drawing));
    }

    private static SVGGeneratorContext context() {
        GraphicContextDefaults defaults = new GraphicContextDefaults();
        defaults.setPaint(Ink.TEXT.color());
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document());
        context.setGraphicContextDefaults(defaults);
        context.setExtensionHandler(new NamedColors());
        context.setStyleHandler(new ShapeStyles());
        context.setPrecision(DECIMALS);
        return context;
    }

    private static Document document() {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .newDocument();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK makes no plain XML documents", e);
        }
    }

    /** Writes the roles of colours instead of their values. */
    private static final class NamedColors extends DefaultExtensionHandler {
        @Override
        public SVGPaintDescriptor handlePaint(Paint paint, SVGGeneratorContext context) {
            if (!(paint instanceof Color color)) {
                return null; // as Batik does it
            }
            String opacity = context.doubleString(color.getAlpha() / 255.0);
            return Ink.of(color)
                    .map(ink -> new SVGPaintDescriptor(ink.css(), opacity))
                    .orElse(null);
        }
    }

    /** Leaves out what styles text and images: charts have neither. */
    private static final class ShapeStyles extends DefaultStyleHandler {
        @Override
        protected boolean appliesTo(String style, String tag) {
            return style.startsWith("fill") || style.startsWith("stroke");
        }
    }
}
