package dev.pcrl.report;

/** A page of HTML without any reference to the outside. It is well-formed XML too. */
final class Page {
    private Page() {}

    /** The whole page; the body is HTML. */
    static String html(String title, String body) {
        return """
                <!DOCTYPE html>
                <html lang="en" xmlns="http://www.w3.org/1999/xhtml">
                <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <title>%s</title>
                <style>
                %s</style>
                </head>
                <body>
                <main>
                %s
                </main>
                </body>
                </html>
                """.formatted(Html.escape(title), Stylesheet.CSS, body);
    }
}
