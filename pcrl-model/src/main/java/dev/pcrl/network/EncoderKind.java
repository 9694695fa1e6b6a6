package dev.pcrl.network;

import dev.pcrl.view.Rule;

/** The encoders there are. */
public enum EncoderKind {
    /** The 3D network of PCRLv2. */
    NSUNET_3D("nsunet-3d"),
    /** The 2D network of PCRLv2, ResNet-18 as torchvision has it. */
    RESNET_18("resnet-18");

    private final String label;

    EncoderKind(String label) {
        this.label = label;
    }

    /**
     * The encoder that configurations and model files call so.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static EncoderKind parse(String label) {
        return Rule.oneOf("kind", values(), label);
    }

    @Override
    public String toString() {
        return label;
    }
}
