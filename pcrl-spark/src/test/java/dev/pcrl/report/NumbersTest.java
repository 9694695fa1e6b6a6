package dev.pcrl.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "0.0125, 0.0125",
        "-0.5, −0.5",
        "1234.56, 1235",
        "12000, 12k",
        "1e-5, 1e-05",
        "1.5e8, 1.5e+08",
        "NaN, not a number",
        "-Infinity, minus infinite"
    })
    void should_be_brief(double value, String brief) {
        assertThat(Numbers.brief(value)).isEqualTo(brief);
    }
}
