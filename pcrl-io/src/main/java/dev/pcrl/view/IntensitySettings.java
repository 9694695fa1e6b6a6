package dev.pcrl.view;

/**
 * How voxels become numbers in [0, 1], and which of them are background.
 *
 * @param ctLow Hounsfield units that become 0, with all below; {@code ct-low}
 * @param ctHigh Hounsfield units that become 1, with all above; {@code ct-high}
 * @param ctBackground a CT voxel below so many Hounsfield units is background; {@code ct-background}
 * @param mrLowPercentile percentile of an MR volume's voxels that becomes 0; {@code mr-low-percentile}
 * @param mrHighPercentile percentile of an MR volume's voxels that becomes 1; {@code mr-high-percentile}
 * @param mrBackground an MR voxel below this fraction of the way from low to high is background; {@code mr-background}
 */
public record IntensitySettings(
        float ctLow,
        float ctHigh,
        float ctBackground,
        double mrLowPercentile,
        double mrHighPercentile,
        double mrBackground) {
    public IntensitySettings {
        Rule.check(Float.isFinite(ctLow), "ct-low", "be finite", ctLow);
        Rule.check(ctHigh > ctLow && Float.isFinite(ctHigh), "ct-high", "be above ct-low (" + ctLow + ")", ctHigh);
        Rule.check(Float.isFinite(ctBackground), "ct-background", "be finite", ctBackground);
        Rule.check(
                mrLowPercentile >= 0 && mrLowPercentile < 100, "mr-low-percentile", "be in [0, 100)", mrLowPercentile);
        Rule.check(
                mrHighPercentile > mrLowPercentile && mrHighPercentile <= 100,
                "mr-high-percentile",
                "be above mr-low-percentile (" + mrLowPercentile + ") and at most 100",
                mrHighPercentile);
        Rule.check(mrBackground >= 0 && mrBackground < 1, "mr-background", "be in [0, 1)", mrBackground);
    }

    /** The paper's window for LUNA (section 4.3): -1000 to 1000 HU, background below -150 HU; our own choice for MR. */
    public static IntensitySettings paper() {
        return new IntensitySettings(-1000, 1000, -150, 0.5, 99.5, 0.1);
    }
}
