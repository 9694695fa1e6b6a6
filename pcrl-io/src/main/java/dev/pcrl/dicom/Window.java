package dev.pcrl.dicom;

/**
 * The range of numbers that is shown from black to white (PS3.3, C.11.2.1.2 and C.11.2.1.3).
 *
 * @param centre the number in the middle
 * @param width of the range: at least 1 for {@link Shape#LINEAR}, else positive
 * @param shape of the curve
 */
record Window(double centre, double width, Shape shape) {
    /** Curves from black to white. */
    enum Shape {
        /** A line from the first to the last of {@code width} whole numbers. */
        LINEAR,
        /** A line over {@code width}. */
        LINEAR_EXACT,
        /** A logistic curve, with the line's slope in the middle. */
        SIGMOID
    }

    /** The first window of an image that has one. */
    static Window of(Attributes attributes) {
        double centre = attributes.numbers(Tag.WINDOW_CENTER)[0];
        double width = attributes.numbers(Tag.WINDOW_WIDTH)[0];
        Shape shape = switch (attributes.text(Tag.VOI_LUT_FUNCTION).orElse("LINEAR")) {
            case "LINEAR" -> Shape.LINEAR;
            case "LINEAR_EXACT" -> Shape.LINEAR_EXACT;
            case "SIGMOID" -> Shape.SIGMOID;
            default -> throw attributes.fault(Tag.VOI_LUT_FUNCTION, "none that the standard knows");
        };
        if (!(width > 0) || (shape == Shape.LINEAR && width < 1)) {
            throw attributes.fault(Tag.WINDOW_WIDTH, "a window of width " + width);
        }
        return new Window(centre, width, shape);
    }

    /** How bright a number is shown, from 0 (black) to 1. */
    double share(double number) {
        return switch (shape) {
            case LINEAR -> linear(number);
            case LINEAR_EXACT -> Math.max(0, Math.min(1, (number - centre) / width + 0.5));
            case SIGMOID -> 1 / (1 + Math.exp(-4 * (number - centre) / width));
        };
    }

    private double linear(double number) {
        double middle = centre - 0.5;
        double half = (width - 1) / 2;
        if (number <= middle - half) {
            return 0;
        }
        return number > middle + half ? 1 : (number - middle) / (width - 1) + 0.5;
    }
}
