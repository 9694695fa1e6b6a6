package dev.pcrl.report;

/**
 * Something that the numbers say about a run.
 *
 * @param verdict how it is to be taken
 * @param text one or two sentences of plain text
 */
record Finding(Verdict verdict, String text) {
    /** How a finding is to be taken. */
    enum Verdict {
        GOOD("Good"),
        WATCH("Watch"),
        BAD("Bad");

        private final String word;

        Verdict(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }
}
