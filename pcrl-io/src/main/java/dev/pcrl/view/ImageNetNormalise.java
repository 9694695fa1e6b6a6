package dev.pcrl.view;

/**
 * Takes a grey view in [0, 1] to what networks trained on ImageNet expect of a colour picture: red, green and blue,
 * each of them the grey value, less the mean of ImageNet's pictures and over their standard deviation (torchvision's
 * {@code Normalize}).
 */
public final class ImageNetNormalise {
    private static final double[] MEAN = {0.485, 0.456, 0.406};
    private static final double[] DEVIATION = {0.229, 0.224, 0.225};

    private ImageNetNormalise() {}

    /**
     * The normalised view, of three channels.
     *
     * @throws IllegalArgumentException if the view has more than one channel
     */
    public static View normalise(View grey) {
        if (grey.channels() != 1) {
            throw new IllegalArgumentException("a grey view has one channel, not " + grey.channels());
        }
        float[] from = grey.array();
        int colours = MEAN.length;
        float[] to = new float[from.length * colours];
        for (int i = 0; i < from.length; i++) {
            for (int colour = 0; colour < colours; colour++) {
                to[i * colours + colour] = (float) ((from[i] - MEAN[colour]) / DEVIATION[colour]);
            }
        }
        return new View(grey.size(), colours, to);
    }
}
