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
    private static final int ORANGE = 0xe69f00; // of the first region
    private static final int SKY = 0x56b4e9; // of the second
    private static final int ORANGE_TINT = 0x725921; // 35 % over GREY
    private static final int SKY_TINT = 0x3f6073;
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
    private static ColourImage regions(boolean[] truth, boolean[] told) {
        return ColourImage.regions(grey(4, 3), List.of(truth), List.of(told), ZOOM);
    }

    /** The picture in letters: capital for a line, small for a tint, dot for grey. */
    private static String drawn(ColourImage image) {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < image.height(); row++) {
            for (int column = 0; column < image.width(); column++) {
                text.append(
                        switch (image.at(column, row)) {
                            case ORANGE -> 'O';
                            case ORANGE_TINT -> 'o';
                            case SKY -> 'S';
                            case SKY_TINT -> 's';
                            case GREY -> '.';
                            default -> '?';
                        });
            }
            text.append('\n');
        }
        return text.toString();
    }

    @Test
    void should_draw_a_line_inside_of_what_is_true_and_a_tint_on_what_was_told() {
        ColourImage image = regions(set("##..", "##..", "...."), set(".#..", "....", "...#"));
        assertThat(image.width()).isEqualTo(4 * ZOOM);
        assertThat(image.height()).isEqualTo(3 * ZOOM);
        assertThat(drawn(image)).isEqualTo("""
                OOOOOO......
                O..ooO......
                O..ooO......
                O....O......
                O....O......
                OOOOOO......
                .........ooo
                .........ooo
                .........ooo
                """);
    }

    @Test
    void should_give_each_region_its_colour() {
        boolean[] left = set("##..", "....", "....");
        boolean[] right = set("..##", "....", "....");
        ColourImage image = ColourImage.regions(grey(4, 3), List.of(left, right), List.of(left, right), ZOOM);
        assertThat(drawn(image)).startsWith("""
                OOOOOOSSSSSS
                OooooOSssssS
                OOOOOOSSSSSS
                ............
                """);
    }

    @Test
    void should_enlarge_what_is_small_and_leave_what_is_large() {
        assertThat(ColourImage.regions(grey(64, 2), List.of(), List.of()).width())
                .isEqualTo(5 * 64);
        assertThat(ColourImage.regions(grey(512, 2), List.of(), List.of()).width())
                .isEqualTo(512);
    }

    @Test
    void should_leave_the_grey_where_there_is_no_region() {
        boolean[] none = set("....", "....", "....");
        assertThat(drawn(regions(none, none))).matches("([.]{12}\n){9}");
        GreyImage steps = new GreyImage(2, 1, new float[] {0, 1});
        ColourImage image = ColourImage.regions(steps, List.of(), List.of(), ZOOM);
        assertThat(image.at(ZOOM - 1, 0)).isZero();
        assertThat(image.at(ZOOM, ZOOM - 1)).isEqualTo(0xffffff);
    }

    @Test
    void should_be_orange_for_and_blue_against() {
        ColourImage image = ColourImage.heat(grey(5, 1), new float[] {0, 0.5f, 1, 7, -1}, 1);
        assertThat(image.at(0, 0)).isEqualTo(GREY);
        assertThat(image.at(2, 0)).isEqualTo(0xa4510f); // 30 % of 0x333333 and 70 % of 0xd55e00, rounded
        assertThat(image.at(1, 0) >> 16).isBetween(0x34, 0xa3);
        assertThat(image.at(3, 0)).isEqualTo(image.at(2, 0)); // clamped
        assertThat(image.at(4, 0)).isEqualTo(0x0f5f8c); // and of 0x0072b2
    }

    @Test
    void should_leave_what_a_cross_is_around_to_be_seen() {
        ColourImage plain = ColourImage.heat(grey(3, 3), new float[9]);
        ColourImage marked = plain.marked(0.5, 0.5);
        int middle = plain.width() / 2;
        assertThat(marked.at(middle, middle)).isEqualTo(GREY);
        assertThat(marked.at(middle + plain.width() / 20 + 1, middle)).isEqualTo(0xffffff);
        assertThat(marked.at(middle, middle - plain.width() / 20 - 1)).isEqualTo(0xffffff);
        assertThat(marked.at(0, 0)).isEqualTo(GREY);
    }

    @Test
    void should_decode_from_its_data_uri_to_the_same_pixels() throws Exception {
        ColourImage image = regions(set("##..", "##..", "...."), set("....", ".##.", "...."));
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
