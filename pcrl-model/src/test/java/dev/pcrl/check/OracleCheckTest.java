package dev.pcrl.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.store.Store;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;

class OracleCheckTest {
    @ParameterizedTest
    @EnumSource(names = {"DOUBLE", "FLOAT"})
    void should_agree_with_the_oracle(DataType dataType) throws Exception {
        Path fixture = new Path(getClass().getResource("/oracle").toURI());

        Agreement agreement = new OracleCheck(Store.local(), fixture).run(dataType);

        assertThat(OracleCheck.accepts(dataType, agreement))
                .as(agreement.toString())
                .isTrue();
    }
}
