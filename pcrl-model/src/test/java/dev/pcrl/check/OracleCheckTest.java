package dev.pcrl.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.store.Store;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

class OracleCheckTest {
    @Test
    void should_agree_with_the_oracle() throws Exception {
        Path fixture = new Path(getClass().getResource("/oracle").toURI());

        OracleCheck.Result result = new OracleCheck(Store.local(), fixture).run();

        assertThat(result.ok()).as(result.toString()).isTrue();
    }
}
