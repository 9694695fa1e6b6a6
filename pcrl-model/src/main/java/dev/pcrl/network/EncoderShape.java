package dev.pcrl.network;

import dev.pcrl.view.Size;
import dev.pcrl.view.UnfitVolumeException;
import dev.pcrl.view.View;
import dev.pcrl.volume.Volume;

/** Shape of an encoder, and what it takes in. */
public sealed interface EncoderShape permits NsUNetConfig, ResNetConfig {
    EncoderKind kind();

    /** Channels of the first convolution. */
    int baseWidth();

    /** Channels of an image, before {@link #normalise}. */
    int channels();

    /** Size of what it sees at a time; of a 2D image 1 along z. */
    Size globalView();

    /** Channels of F_0, its output. */
    int features();

    /** Voxels from a cell of the encoder's level, 0 = finest, to the next. */
    int stride(int level);

    /** The place, in voxels from the middle of the first, of the middle of what the first cell of a level sees. */
    double firstCell(int level);

    /**
     * The same for other images.
     *
     * @param view size of what it is to see at a time
     * @param channels of an image
     * @throws IllegalArgumentException if it cannot take these
     */
    EncoderShape taking(Size view, int channels);

    /**
     * What the encoder is given of a view.
     *
     * @param view of {@link #channels}, in [0, 1]
     */
    View normalise(View view);

    /**
     * Checks that an image is of the encoder's dimensions and channels.
     *
     * @throws UnfitVolumeException if it is not
     */
    default void requireFit(Volume image) {
        boolean isPlane = image.geometry().nz() == 1;
        if (isPlane && globalView().z() > 1) {
            throw new UnfitVolumeException("slices", "a 2D image, but the network takes volumes");
        }
        if (!isPlane && kind() == EncoderKind.RESNET_18) {
            throw new UnfitVolumeException(
                    "slices", "has " + image.geometry().nz() + ", but the network takes 2D images");
        }
        if (image.channels() != channels()) {
            throw new UnfitVolumeException(
                    "channels", "has " + image.channels() + ", but the network takes " + channels());
        }
    }
}
