package dev.pcrl.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ColourImageTest {
    private static final int ZOOM = 3;
    private static final int TRUTH = 0x56b4e9;
    private static final int TOLD = 0xe69f00;
    private static final int BOTH = 0xffffff;
    private static final int GREY = 0x333333; // 0.2

    /** {@code #} belongs to the set. */
    private static boolean[] set(String... rows) {
        String all = String.join("", rows);
        boolean[] set = new boolean[all.length()];
        for (int i = 0; i < set.length; i++) {
            set[i] = all.charAt(i) == '#';
        }
        return set;
    }

    private static GreyImage grey(int width, int height) {
        float[] pixels = new float[width * height];
        java.util.Arrays.fill(pixels, 0.2f);
        return new GreyImage(width, height, pixels);
    }

    /** A picture of 4x3 with one region. */
    private static ColourImage outlines(boolean[] truth, boolean[] told) {
        return ColourImage.outlines(grey(4, 3), List.of(truth), List.of(told));
    }

    /** The picture in letters: blue, orange, white, grey. */
    private static String drawn(ColourImage image) {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < image.height(); row++) {
            for (int column = 0; column < image.width(); column++) {
                text.append(
                        switch (image.at(column, row)) {
                            case TRUTH -> 'b';
                            case TOLD -> 'o';
                            case BOTH -> 'w';
                            case GREY -> '.';
                            default -> '?';
                        });
            }
            text.append('\n');
        }
        return text.toString();
    }

    @Test
    void should_draw_the_rim_of_each_set_inside_of_it() {
        ColourImage image = outlines(set("##..", "##..", "...."), set("....", "....", "...#"));
        assertThat(image.width()).isEqualTo(4 * ZOOM);
        assertThat(image.height()).isEqualTo(3 * ZOOM);
        assertThat(drawn(image)).isEqualTo("""
                bbbbbb......
                b....b......
                b....b......
                b....b......
                b....b......
                bbbbbb......
                .........ooo
                .........o.o
                .........ooo
                """);
    }

    @Test
    void should_show_white_where_both_agree() {
        assertThat(drawn(outlines(set("##..", "....", "...."), set(".##.", "....", "...."))))
                .startsWith("""
                        bbbwwwooo...
                        b..o.b..o...
                        bbbwwwooo...
                        ............
                        """);
    }

    @Test
    void should_draw_later_regions_over_earlier_ones() {
        boolean[] one = set("#...", "....", "....");
        boolean[] none = set("....", "....", "....");
        ColourImage image = ColourImage.outlines(grey(4, 3), List.of(one, none), List.of(none, one));
        assertThat(drawn(image)).startsWith("ooo").doesNotContain("b");
    }

    @Test
    void should_leave_the_grey_where_there_is_no_region() {
        boolean[] none = set("....", "....", "....");
        assertThat(drawn(outlines(none, none))).matches("([.]{12}\n){9}");
        GreyImage steps = new GreyImage(2, 1, new float[] {0, 1});
        ColourImage image = ColourImage.outlines(steps, List.of(), List.of());
        assertThat(image.at(ZOOM - 1, 0)).isZero();
        assertThat(image.at(ZOOM, ZOOM - 1)).isEqualTo(0xffffff);
    }

    @Test
    void should_grow_warm_with_the_heat() {
        ColourImage image = ColourImage.heat(grey(4, 1), new float[] {0, 0.5f, 1, 7});
        assertThat(image.at(0, 0)).isEqualTo(GREY);
        assertThat(image.at(1, 0) >> 16).isBetween(0x34, (image.at(2, 0) >> 16) - 1);
        assertThat(image.at(3, 0)).isEqualTo(image.at(2, 0)); // clamped
        assertThat(image.at(2, 0) >> 16).isGreaterThan(image.at(2, 0) & 0xff); // more red than blue
    }

    @Test
    void should_decode_from_its_data_uri_to_the_same_pixels() throws Exception {
        ColourImage image = outlines(set("##..", "##..", "...."), set("....", ".##.", "...."));
        String uri = image.toDataUri();
        BufferedImage decoded =
                ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(uri.substring(uri.indexOf(',') + 1))));
        for (int row = 0; row < image.height(); row++) {
            for (int column = 0; column < image.width(); column++) {
                assertThat(decoded.getRGB(column, row) & 0xffffff).isEqualTo(image.at(column, row));
            }
        }
    }
}
