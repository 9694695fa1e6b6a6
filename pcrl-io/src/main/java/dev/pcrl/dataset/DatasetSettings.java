package dev.pcrl.dataset;

import static java.util.Objects.requireNonNull;

import dev.pcrl.view.Rule;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * How a data set is read and split.
 *
 * @param layout how its files are laid out; {@code layout}
 * @param train share of the patients to train on; {@code train}
 * @param validation share of the patients to validate on; {@code validation}
 * @param test share of the patients to test on; {@code test}
 * @param officialSplit whether lists that come with the set decide, and shares only where they say nothing;
 *     {@code official-split}
 * @param uncertain what CheXpert's uncertain labels come to; {@code uncertain}
 * @param patient in the layout {@code folder}, a regular expression that is searched for in a file's path below the
 *     root, and whose first group is the patient; {@code patient}
 */
public record DatasetSettings(
        LayoutName layout,
        double train,
        double validation,
        double test,
        boolean officialSplit,
        UncertainLabels uncertain,
        String patient) {
    /** The first directory below the root that does not hold the images of all, else the file itself. */
    private static final String FIRST_PART = "^(?i:(?:images?|imgs?|volumes?)(?:tr|ts)?/)?([^/]+)";

    public DatasetSettings {
        requireNonNull(layout, "layout");
        requireNonNull(uncertain, "uncertain");
        requireNonNull(patient, "patient");
        Rule.check(train > 0 && train <= 1, "train", "be in (0, 1]", train);
        Rule.check(validation >= 0 && validation <= 1, "validation", "be in [0, 1]", validation);
        Rule.check(test >= 0 && test <= 1, "test", "be in [0, 1]", test);
        double sum = train + validation + test;
        Rule.check(Math.abs(sum - 1) < 1e-9, "train", "be 1 together with validation and test", sum);
        Rule.check(hasGroup(patient), "patient", "be a regular expression with a group", patient);
    }

    private static boolean hasGroup(String expression) {
        try {
            return Pattern.compile(expression).matcher("").groupCount() >= 1;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    /** LUNA16, its patients split 70/10/20. */
    public static DatasetSettings paper() {
        return new DatasetSettings(LayoutName.LUNA16, 0.7, 0.1, 0.2, true, UncertainLabels.IGNORE, FIRST_PART);
    }

    /** The share of a split. */
    double share(Split split) {
        return switch (split) {
            case TRAIN -> train;
            case VALIDATION -> validation;
            case TEST -> test;
        };
    }
}
