package dev.pcrl.report;

/** Text on its way into a page that is HTML and well-formed XML at once. */
final class Html {
    private Html() {}

    /**
     * Text as content or as a quoted attribute. What XML cannot hold (control characters, halves of pairs) is U+FFFD.
     */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(character -> {
            switch (character) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isXml(character) ? character : 0xFFFD);
            }
        });
        return escaped.toString();
    }

    /** A section with its heading and what a reader should know before looking; content and guide are HTML. */
    static String section(String id, String heading, String guide, String content) {
        return """
                <section id="%s">
                <h2>%s</h2>
                <p class="guide">%s</p>
                %s
                </section>
                """.formatted(escape(id), escape(heading), guide, content);
    }

    /** What stands where there is nothing to show. */
    static String nothing(String why) {
        return "<p class=\"nothing\">" + escape(why) + "</p>";
    }

    /** A grey picture, in the proportions given, whatever its own pixels are. */
    static String picture(GreyImage image, String alternative, int width, int height) {
        return """
                <img src="%s" alt="%s" style="aspect-ratio:%d/%d"/>""".formatted(image.toDataUri(), escape(alternative), width, height);
    }

    private static boolean isXml(int character) {
        return character == '\t'
                || character == '\n'
                || character == '\r'
                || (character >= 0x20 && character <= 0xD7FF)
                || (character >= 0xE000 && character <= 0xFFFD)
                || character >= 0x10000;
    }
}
