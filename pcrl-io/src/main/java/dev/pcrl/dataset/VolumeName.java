package dev.pcrl.dataset;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the path of a volume tells by the habits of common tools: whether it is an image or a segmentation, and of what.
 * A segmentation has a word for it as a directory ({@code labelsTr} of nnU-Net and the Medical Segmentation Decathlon),
 * at the end of its name ({@code case_seg}) or at its beginning ({@code label0001} of BTCV, {@code segmentation-1} of
 * LiTS). Upper and lower case are the same. Only NIfTI and MetaImage are segmentations.
 *
 * @param isSegmentation whether it is a segmentation
 * @param subject the path without words for images and segmentations, and without extension
 * @param channelless the subject without what tells images of one case apart: a modality, or nnU-Net's four digits
 */
record VolumeName(boolean isSegmentation, String subject, String channelless) {
    private static final Pattern EXTENSION = Pattern.compile("\\.(?:nii|nii\\.gz|hdr|hdr\\.gz|mha|mhd)$");
    private static final Words SEGMENTATION = new Words("labels?|masks?|seg|segmentations?");
    private static final Words IMAGE = new Words("images?|imgs?|volumes?");
    private static final Pattern CHANNEL =
            Pattern.compile("(?:(?<=/)|[-_.])(?:[0-9]{4}|ct|mr|t1|t1c|t1ce|t1gd|t1n|t1w|t2|t2f|t2w|flair)$");

    VolumeName {
        requireNonNull(subject, "subject");
        requireNonNull(channelless, "channelless");
    }

    /** Words that have no part in what a volume is of. */
    private static final class Words {
        private final Pattern directory;
        private final Pattern partOfName;

        Words(String words) {
            this.directory = Pattern.compile("(?<=/)(?:" + words + ")(tr|ts)?/");
            this.partOfName =
                    Pattern.compile("(?<=/)(?:" + words + ")(?:[-_.]|(?=[0-9])|$)" + "|(?:[-_.])(?:" + words + ")$");
        }

        /** A path that begins with a slash, without them. */
        String removedFrom(String path) {
            String rest = directory.matcher(path).replaceAll("$1/");
            int name = rest.lastIndexOf('/');
            return rest.substring(0, name)
                    + partOfName.matcher(rest.substring(name)).replaceFirst("");
        }
    }

    /** @param path below the root */
    static VolumeName of(String path) {
        Matcher extension = EXTENSION.matcher(path.toLowerCase(Locale.ROOT));
        boolean tellsByName = extension.find(); // DICOM tells itself what is an image
        String name = "/" + extension.replaceFirst("");
        String rest = SEGMENTATION.removedFrom(name);
        String subject = IMAGE.removedFrom(rest).replaceAll("/+", "/");
        return new VolumeName(
                tellsByName && !rest.equals(name),
                subject,
                CHANNEL.matcher(subject).replaceFirst(""));
    }

    /** What tells the image apart from others of its case: {@code 0001}, {@code flair}; perhaps nothing. */
    String channel() {
        return subject.substring(channelless.length()).replaceFirst("^[-_.]", "");
    }
}
