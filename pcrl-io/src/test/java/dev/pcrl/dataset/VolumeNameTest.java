package dev.pcrl.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VolumeNameTest {
    @ParameterizedTest
    @CsvSource({
        "labelsTr/la_003.nii.gz, imagesTr/la_003.nii.gz", // Medical Segmentation Decathlon
        "labels/p1/ct.nii, images/p1/ct.nii",
        "masks/p1.nii, p1.nii",
        "p1/Segmentation/ct.nii, p1/Images/CT.nii.gz",
        "p1/ct_seg.nii.gz, p1/ct.nii.gz",
        "p1/ct-seg.nii.gz, p1/ct.nii.gz",
        "p1/ct.label.mha, p1/ct.mhd",
        "labelsTr/a.hdr.gz, imagesTr/a.hdr.gz",
        "p1/ct_mask.nii, p1/ct_image.nii",
        "images/ct_seg.nii, images/ct.nii",
        "p1/Mask.nii, p1/Image.nii",
        "label/label0001.nii.gz, img/img0001.nii.gz", // BTCV
        "segmentation-17.nii, volume-17.nii", // LiTS
        "seg_17.nii, 17.nii"
    })
    void should_know_a_segmentation_and_its_image(String segmentation, String image) {
        assertThat(VolumeName.of(segmentation).isSegmentation()).isTrue();
        assertThat(VolumeName.of(image).isSegmentation()).isFalse();
        assertThat(VolumeName.of(segmentation).subject())
                .isEqualTo(VolumeName.of(image).subject());
    }

    @ParameterizedTest
    @CsvSource({
        "labelsTr/la_003.nii.gz, imagesTr/la_003_0000.nii.gz", // nnU-Net
        "labelsTr/la_003.nii.gz, imagesTr/la_003_0001.nii.gz",
        "p1/p1_seg.nii, p1/p1_flair.nii", // BraTS
        "p1/seg.nii, p1/ct.nii"
    })
    void should_know_the_images_of_several_channels(String segmentation, String image) {
        assertThat(VolumeName.of(segmentation).subject())
                .isEqualTo(VolumeName.of(image).channelless())
                .isNotEqualTo(VolumeName.of(image).subject());
    }

    @ParameterizedTest
    @CsvSource({
        "labelsTr/a.nii, imagesTs/a.nii",
        "labels/a.nii, images/b.nii",
        "p1/ct_seg.nii, p2/ct.nii",
        "a_1_seg.nii, a_1_2.nii",
        "a_seg.nii, a1.nii"
    })
    void should_keep_apart_what_is_not_of_the_same(String segmentation, String image) {
        assertThat(VolumeName.of(segmentation).subject())
                .isNotIn(VolumeName.of(image).subject(), VolumeName.of(image).channelless());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unlabelled/a.nii",
                "segal.nii",
                "p_segment.nii",
                "relabel/maskless.nii",
                "masked.nii",
                "labels.v2/a.nii",
                "masks/1.dcm",
                "p1/seg"
            })
    void should_take_other_words_for_images(String path) {
        assertThat(VolumeName.of(path).isSegmentation()).isFalse();
    }
}
