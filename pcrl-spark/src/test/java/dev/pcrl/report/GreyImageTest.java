package dev.pcrl.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class GreyImageTest {
    @Test
    void should_decode_from_its_data_uri_to_the_same_pixels() throws IOException {
        String uri = new GreyImage(3, 2, new float[] {0, 0.2f, 0.4f, 0.6f, 0.8f, 1}).toDataUri();
        String prefix = "data:image/png;base64,";
        assertThat(uri).startsWith(prefix);
        BufferedImage decoded =
                ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(uri.substring(prefix.length()))));
        assertThat(decoded.getRaster().getSamples(0, 0, 3, 2, 0, (int[]) null))
                .containsExactly(0, 51, 102, 153, 204, 255);
    }

    @Test
    void should_clamp_and_show_what_is_not_a_number_black() {
        GreyImage image = new GreyImage(4, 1, new float[] {-1, 2, Float.NaN, Float.POSITIVE_INFINITY});
        assertThat(new float[] {image.at(0, 0), image.at(1, 0), image.at(2, 0), image.at(3, 0)})
                .containsExactly(0, 1, 0, 1);
    }

    @Test
    void should_not_change_when_its_source_does() {
        float[] pixels = {0.5f};
        GreyImage image = new GreyImage(1, 1, pixels);
        pixels[0] = 1;
        assertThat(image.at(0, 0)).isEqualTo(0.5f);
    }

    @Test
    void should_show_how_far_two_pictures_differ() {
        GreyImage one = new GreyImage(2, 1, new float[] {0.25f, 1});
        GreyImage other = new GreyImage(2, 1, new float[] {0.75f, 1});
        assertThat(one.difference(other).at(0, 0)).isEqualTo(0.5f);
        assertThat(one.difference(other).at(1, 0)).isZero();
        assertThatThrownBy(() -> one.difference(new GreyImage(1, 2, new float[2])))
                .hasMessageContaining("2x1 and 1x2");
    }
}
