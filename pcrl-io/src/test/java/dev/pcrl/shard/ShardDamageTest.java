package dev.pcrl.shard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.failure.BadDataException;
import java.io.IOException;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.parquet.io.ParquetDecodingException;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

class ShardDamageTest {
    private static final String READING =
            "Encountered error while reading file file:///ct%20of%20%5B1%5D/part-0.zstd.parquet. Details:";

    @Test
    void should_name_the_file_plainly_and_the_innermost_reason() {
        assertThat(ShardDamage.of(job(new ParquetDecodingException("no\nsense", new ArithmeticException()))))
                .map(BadDataException::getMessage)
                .hasValue("file:/ct of [1]/part-0.zstd.parquet: content: damaged: ArithmeticException");
        assertThat(ShardDamage.of(job(new ChecksumException("block 7\nof 9", 7))))
                .map(BadDataException::getMessage)
                .hasValue("file:/ct of [1]/part-0.zstd.parquet: content: damaged: block 7");
    }

    @Test
    void should_not_take_a_store_or_a_machine_that_fails_for_damage() {
        assertThat(ShardDamage.of(job(new IOException("connection reset")))).isEmpty();
        assertThat(ShardDamage.of(job(new ParquetDecodingException(new IOException("connection reset")))))
                .isEmpty();
        assertThat(ShardDamage.of(job(new OutOfMemoryError("heap")))).isEmpty();
        assertThat(ShardDamage.of(job(new InterruptedException()))).isEmpty();
    }

    @Test
    void should_not_take_what_happened_elsewhere_for_damage() {
        assertThat(ShardDamage.of(new IllegalStateException("odd"))).isEmpty();
        assertThat(ShardDamage.of(new SparkException("Job aborted", new SparkException("executor lost"))))
                .isEmpty();
    }

    private static Throwable job(Throwable inTask) {
        return new SparkException("Job aborted due to stage failure", new SparkException(READING, inTask));
    }
}
